CREATE TABLE "superior_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"form_token_hash" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"list_version" integer NOT NULL,
	"received_on" date NOT NULL,
	"exported_on" date,
	"exported_by" uuid,
	"sent_on" date,
	"sent_by" uuid,
	"way" text,
	CONSTRAINT "superior_report_number_unique" UNIQUE("number"),
	CONSTRAINT "superior_report_form_token_hash_unique" UNIQUE("form_token_hash")
);
