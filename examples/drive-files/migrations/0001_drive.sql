CREATE TABLE "drive" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
);
--> statement-breakpoint
INSERT INTO "drive" DEFAULT VALUES;
