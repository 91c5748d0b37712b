CREATE TABLE "site_address" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"origin" text NOT NULL,
	"from_day" date NOT NULL,
	CONSTRAINT "site_address_only" CHECK ("site_address"."only")
);
--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "passphrase_used_on" date;