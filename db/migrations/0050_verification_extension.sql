ALTER TABLE "case_file" ADD COLUMN "extensions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "extension_asked_by" uuid;