ALTER TABLE "unit" ADD COLUMN "successor_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "unit" ADD COLUMN "closed_on" date;