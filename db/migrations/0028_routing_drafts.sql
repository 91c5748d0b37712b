CREATE TABLE "board_face" (
	"hash" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routing_terms" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"stamp_days" integer,
	"intake_unit_id" uuid,
	"upper_unit_id" uuid,
	CONSTRAINT "routing_terms_only" CHECK ("routing_terms"."only")
);
--> statement-breakpoint
ALTER TABLE "signboard" DROP CONSTRAINT "signboard_regulator_unit_id_unit_id_fk";
--> statement-breakpoint
ALTER TABLE "employer" ALTER COLUMN "name_en" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "signboard" ALTER COLUMN "site_en" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "employer" ADD COLUMN "regulators" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "employer" ADD COLUMN "closed_on" date;--> statement-breakpoint
ALTER TABLE "signboard" ADD COLUMN "regulators" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "signboard" ADD COLUMN "closed_on" date;--> statement-breakpoint
CREATE UNIQUE INDEX "employer_open_code" ON "employer" USING btree ("credit_code") WHERE closed_on is null;--> statement-breakpoint
CREATE INDEX "employer_code" ON "employer" USING btree ("credit_code","id");--> statement-breakpoint
CREATE INDEX "signboard_employer" ON "signboard" USING btree ("employer_id");--> statement-breakpoint
ALTER TABLE "employer" DROP COLUMN "regulator_unit_id";--> statement-breakpoint
ALTER TABLE "signboard" DROP COLUMN "regulator_unit_id";