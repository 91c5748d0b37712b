ALTER TABLE "member" ADD COLUMN "totp_made_on" date;--> statement-breakpoint
ALTER TABLE "passkey" ADD COLUMN "rp_id" text NOT NULL;