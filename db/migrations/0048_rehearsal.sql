CREATE TABLE "rehearsal_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"test" boolean DEFAULT true NOT NULL,
	"meant_for" uuid NOT NULL,
	"taken_by" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"handling_key_id" uuid NOT NULL,
	"custodians_key_id" uuid NOT NULL,
	"guardians_key_id" uuid NOT NULL,
	"body" "bytea" NOT NULL,
	"signing_key" text NOT NULL,
	"share_hash" text NOT NULL,
	"sent_by" uuid NOT NULL,
	"sent_on" date NOT NULL,
	CONSTRAINT "rehearsal_report_meant_for_unique" UNIQUE("meant_for"),
	CONSTRAINT "rehearsal_is_test" CHECK ("rehearsal_report"."test")
);
--> statement-breakpoint
CREATE TABLE "rehearsal_seen" (
	"report_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"seen_on" date NOT NULL,
	CONSTRAINT "rehearsal_seen_report_id_member_id_pk" PRIMARY KEY("report_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "rehearsal_report" ADD CONSTRAINT "rehearsal_report_meant_for_unit_id_fk" FOREIGN KEY ("meant_for") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rehearsal_report" ADD CONSTRAINT "rehearsal_report_taken_by_unit_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rehearsal_report" ADD CONSTRAINT "rehearsal_report_sent_by_member_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rehearsal_seen" ADD CONSTRAINT "rehearsal_seen_report_id_rehearsal_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."rehearsal_report"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rehearsal_seen" ADD CONSTRAINT "rehearsal_seen_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;