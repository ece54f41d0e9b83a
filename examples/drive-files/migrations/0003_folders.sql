CREATE TYPE "public"."share_role" AS ENUM('viewer', 'editor');--> statement-breakpoint
CREATE TABLE "file_shares" (
	"file_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"email" text NOT NULL,
	"role" "share_role" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "file_shares_file_email" PRIMARY KEY("file_id","email")
);
--> statement-breakpoint
CREATE TABLE "folder_shares" (
	"folder_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"email" text NOT NULL,
	"role" "share_role" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "folder_shares_folder_email" PRIMARY KEY("folder_id","email")
);
--> statement-breakpoint
CREATE TABLE "folders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"name_folded" text COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"trashed_at" timestamp (3) with time zone,
	"trash_id" uuid,
	CONSTRAINT "folders_of_owner" UNIQUE("owner_id","id")
);
--> statement-breakpoint
CREATE TABLE "unwanted_contents" (
	"id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "folder_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "content_id" uuid;--> statement-breakpoint
UPDATE "files" SET "content_id" = "id";--> statement-breakpoint
ALTER TABLE "files" ALTER COLUMN "content_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "owners" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "owners" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "file_shares" ADD CONSTRAINT "file_shares_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "folder_shares" ADD CONSTRAINT "folder_shares_folder_id_folders_id_fk" FOREIGN KEY ("folder_id") REFERENCES "public"."folders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "folders" ADD CONSTRAINT "folders_owner_id_owners_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."owners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "folders" ADD CONSTRAINT "folders_parent_of_same_owner" FOREIGN KEY ("owner_id","parent_id") REFERENCES "public"."folders"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_shares_with" ON "file_shares" USING btree ("issuer","email","created_at","file_id");--> statement-breakpoint
CREATE INDEX "folder_shares_with" ON "folder_shares" USING btree ("issuer","email","created_at","folder_id");--> statement-breakpoint
CREATE INDEX "folders_by_name" ON "folders" USING btree ("owner_id","name_folded","id");--> statement-breakpoint
CREATE INDEX "folders_by_created_at" ON "folders" USING btree ("owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "folders_in_folder_by_name" ON "folders" USING btree ("owner_id","parent_id","name_folded","id");--> statement-breakpoint
CREATE INDEX "folders_in_folder_by_created_at" ON "folders" USING btree ("owner_id","parent_id","created_at","id");--> statement-breakpoint
CREATE INDEX "folders_in_trash" ON "folders" USING btree ("owner_id","trashed_at") WHERE "folders"."trashed_at" is not null;--> statement-breakpoint
CREATE INDEX "folders_trashed_with" ON "folders" USING btree ("trash_id") WHERE "folders"."trash_id" is not null;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_folder_of_same_owner" FOREIGN KEY ("owner_id","folder_id") REFERENCES "public"."folders"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "files_in_folder_by_name" ON "files" USING btree ("owner_id","folder_id","name_folded","id") WHERE "files"."trashed_at" is null;--> statement-breakpoint
CREATE INDEX "files_in_folder_by_created_at" ON "files" USING btree ("owner_id","folder_id","created_at","id") WHERE "files"."trashed_at" is null;--> statement-breakpoint
CREATE INDEX "files_in_folder_by_size" ON "files" USING btree ("owner_id","folder_id","size","id") WHERE "files"."trashed_at" is null;--> statement-breakpoint
CREATE INDEX "files_of_folder" ON "files" USING btree ("owner_id","folder_id");--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_content" UNIQUE("content_id");