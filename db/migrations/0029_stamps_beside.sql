ALTER TABLE "directory_proposal" ADD COLUMN "stamp" jsonb;--> statement-breakpoint
ALTER TABLE "routing_proposal" ADD COLUMN "stamp" jsonb;