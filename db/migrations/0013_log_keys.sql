CREATE TABLE "log_key" (
	"number" integer PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"public_key" text NOT NULL,
	"reason" text NOT NULL,
	"from_day" date NOT NULL,
	"after_sequence" bigint NOT NULL,
	"head" text NOT NULL,
	"previous" text NOT NULL,
	"signature" text NOT NULL,
	"previous_signature" text,
	CONSTRAINT "log_key_key_id_unique" UNIQUE("key_id")
);
--> statement-breakpoint
CREATE TABLE "log_key_confirmation" (
	"number" integer PRIMARY KEY NOT NULL,
	"county_key" text NOT NULL,
	"signature" text NOT NULL,
	"member_id" uuid NOT NULL,
	"on_day" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "log_checkpoint" ADD COLUMN "key_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "log_key_confirmation" ADD CONSTRAINT "log_key_confirmation_number_log_key_number_fk" FOREIGN KEY ("number") REFERENCES "public"."log_key"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What signed the log, and who vouched for it, stays.
REVOKE UPDATE, DELETE, TRUNCATE ON log_key, log_key_confirmation FROM anshao_app;--> statement-breakpoint
CREATE TRIGGER log_key_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER log_key_confirmation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_key_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
