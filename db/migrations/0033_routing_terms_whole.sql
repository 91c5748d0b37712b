ALTER TABLE "routing_terms" ALTER COLUMN "stamp_days" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "routing_terms" ALTER COLUMN "intake_unit_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "routing_terms" ALTER COLUMN "upper_unit_id" SET NOT NULL;