ALTER TABLE "case_file" ADD COLUMN "restarted_on" date;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "barred" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "objected_on" date;--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "objected_unit_id" uuid;--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "reply_seen_on" date;--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "objected_on" date;