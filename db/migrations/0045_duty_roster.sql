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
CREATE INDEX "roster_change_state" ON "roster_change" USING btree ("state","order");--> statement-breakpoint
-- What was decided stays so, and a change that was asked for stays what was asked.
CREATE FUNCTION roster_change_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'asked' OR (OLD.entry_id, OLD.line, OLD.from_day, OLD.asked_by, OLD.asked_on)
    IS DISTINCT FROM (NEW.entry_id, NEW.line, NEW.from_day, NEW.asked_by, NEW.asked_on) THEN
    RAISE EXCEPTION 'a change of the roster only moves on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER roster_change_forward BEFORE UPDATE ON roster_change FOR EACH ROW EXECUTE FUNCTION roster_change_moves_on();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON roster_change FROM anshao_app;--> statement-breakpoint
-- Danger to life never had five working days: what nobody has decided about is due since the day it came.
UPDATE "case_file" SET "due_on" = "received_on", "due_provisional" = false WHERE "urgent" AND "stage" = 'registered' AND "due_on" IS NOT NULL;
