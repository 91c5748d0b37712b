ALTER TABLE "signboard" ADD COLUMN "kind" text DEFAULT 'responsibility' NOT NULL;--> statement-breakpoint
ALTER TABLE "signboard" ADD COLUMN "point" jsonb;