ALTER TABLE "reward" ADD COLUMN "payee_signature" text;--> statement-breakpoint
ALTER TABLE "reward" ADD COLUMN "claimant_key" text;--> statement-breakpoint
ALTER TABLE "reward" ADD COLUMN "claimant_proof" text;