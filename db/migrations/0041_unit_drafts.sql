CREATE TABLE "unit_draft" (
	"unit_id" uuid PRIMARY KEY NOT NULL,
	"entry" jsonb NOT NULL,
	"area_code" text,
	"from_day" date NOT NULL,
	"drafted_on" date NOT NULL,
	"with_unit_id" uuid
);
--> statement-breakpoint
ALTER TABLE "unit" ADD COLUMN "contacts" jsonb;