CREATE TABLE "case_transfer" (
	"case_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"way" text NOT NULL,
	"from_unit_id" uuid NOT NULL,
	"to_unit_id" uuid NOT NULL,
	"on_day" date NOT NULL,
	"list_version" integer NOT NULL,
	"member_id" uuid NOT NULL,
	"signature" text NOT NULL,
	"proofs" text[] NOT NULL,
	CONSTRAINT "case_transfer_case_id_sequence_pk" PRIMARY KEY("case_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "list_version" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "reward" ADD COLUMN "claimant_report_proof" text;--> statement-breakpoint
ALTER TABLE "reward" ADD COLUMN "list_version" integer;--> statement-breakpoint
ALTER TABLE "case_transfer" ADD CONSTRAINT "case_transfer_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What was signed stays as it was signed.
CREATE TRIGGER case_transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
