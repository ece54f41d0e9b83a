DROP INDEX "files_in_folder_by_name";--> statement-breakpoint
DROP INDEX "files_in_folder_by_created_at";--> statement-breakpoint
DROP INDEX "files_in_folder_by_size";--> statement-breakpoint
DROP INDEX "folders_in_folder_by_name";--> statement-breakpoint
DROP INDEX "folders_in_folder_by_created_at";--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "place_id" uuid GENERATED ALWAYS AS (coalesce(folder_id, owner_id)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "place_id" uuid GENERATED ALWAYS AS (coalesce(parent_id, owner_id)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "files_in_place_by_name" ON "files" USING btree ("place_id","name_folded","id") WHERE "files"."trashed_at" is null;--> statement-breakpoint
CREATE INDEX "files_in_place_by_created_at" ON "files" USING btree ("place_id","created_at","id") WHERE "files"."trashed_at" is null;--> statement-breakpoint
CREATE INDEX "files_in_place_by_size" ON "files" USING btree ("place_id","size","id") WHERE "files"."trashed_at" is null;--> statement-breakpoint
CREATE INDEX "folders_in_place_by_name" ON "folders" USING btree ("place_id","name_folded","id") WHERE "folders"."trash_id" is null;--> statement-breakpoint
CREATE INDEX "folders_in_place_by_created_at" ON "folders" USING btree ("place_id","created_at","id") WHERE "folders"."trash_id" is null;--> statement-breakpoint
CREATE INDEX "folders_of_folder" ON "folders" USING btree ("owner_id","parent_id");