CREATE TABLE "danger_alert" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"due_at" timestamp with time zone,
	"next_at" timestamp with time zone,
	"steps" integer DEFAULT 0 NOT NULL,
	"acknowledged_by" uuid,
	"late_told" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duty_outcome" (
	"entry_id" uuid NOT NULL,
	"way" text NOT NULL,
	"state" text NOT NULL,
	"problem" text,
	"said" text,
	"on_day" date NOT NULL,
	"test_number" integer,
	"read_by" uuid,
	"read_on" date,
	CONSTRAINT "duty_outcome_entry_id_way_pk" PRIMARY KEY("entry_id","way")
);
--> statement-breakpoint
CREATE TABLE "roster_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "roster_change_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entry_id" uuid NOT NULL,
	"line" jsonb,
	"from_day" date NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	CONSTRAINT "roster_change_two_people" CHECK ("roster_change"."state" <> 'confirmed' or ("roster_change"."decided_by" is not null and "roster_change"."decided_by" <> "roster_change"."asked_by"))
);
--> statement-breakpoint
ALTER TABLE "danger_alert" ADD CONSTRAINT "danger_alert_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "danger_alert_next" ON "danger_alert" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "danger_alert_due" ON "danger_alert" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "roster_change_one" ON "roster_change" USING btree ("entry_id") WHERE "roster_change"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "roster_change_state" ON "roster_change" USING btree ("state","order");