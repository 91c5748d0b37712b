ALTER TABLE "case_file" ADD COLUMN "reopened_on" date;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "reopened_by" uuid;