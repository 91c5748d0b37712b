CREATE TABLE "hazard" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "hazard_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unit_id" uuid NOT NULL,
	"unit_key_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"grade" text NOT NULL,
	"state" text NOT NULL,
	"due_on" date,
	"supervised" boolean DEFAULT false NOT NULL,
	"reinspected_by" uuid,
	"entered_in" text NOT NULL,
	"struck_off_in" text,
	CONSTRAINT "hazard_limit" CHECK (("hazard"."grade" = 'none') = ("hazard"."due_on" is null)),
	CONSTRAINT "hazard_struck_off" CHECK (("hazard"."state" = 'struckOff') = ("hazard"."struck_off_in" is not null)),
	CONSTRAINT "hazard_reinspected" CHECK (("hazard"."state" = 'reinspected') = ("hazard"."reinspected_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "hazard_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hazard_id" uuid NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hazard" ADD CONSTRAINT "hazard_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard" ADD CONSTRAINT "hazard_unit_key_id_unit_key_id_fk" FOREIGN KEY ("unit_key_id") REFERENCES "public"."unit_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hazard_file" ADD CONSTRAINT "hazard_file_hazard_id_hazard_id_fk" FOREIGN KEY ("hazard_id") REFERENCES "public"."hazard"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hazard_ledger" ON "hazard" USING btree ("unit_id","order");--> statement-breakpoint
CREATE INDEX "hazard_state" ON "hazard" USING btree ("unit_id","state","order");--> statement-breakpoint
CREATE INDEX "hazard_grade" ON "hazard" USING btree ("unit_id","grade","order");--> statement-breakpoint
CREATE INDEX "hazard_due" ON "hazard" USING btree ("unit_id","due_on") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "hazard_key" ON "hazard" USING btree ("unit_key_id");--> statement-breakpoint
CREATE INDEX "hazard_file_of" ON "hazard_file" USING btree ("hazard_id");--> statement-breakpoint
-- An entry is written anew under its next number, or wrapped for its unit's next key; what it was stays in what is sealed.
CREATE FUNCTION hazard_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'struckOff' AND (OLD.unit_id, OLD.version, OLD.grade, OLD.state, OLD.due_on, OLD.supervised, OLD.struck_off_in)
    IS DISTINCT FROM (NEW.unit_id, NEW.version, NEW.grade, NEW.state, NEW.due_on, NEW.supervised, NEW.struck_off_in) THEN
    RAISE EXCEPTION 'what is struck off the ledger stays so' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.version NOT IN (OLD.version, OLD.version + 1) OR (NEW.version = OLD.version AND NEW.unit_key_id = OLD.unit_key_id) THEN
    RAISE EXCEPTION 'an entry of the ledger only moves on' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'open' AND NEW.state = 'struckOff' THEN
    RAISE EXCEPTION 'nothing is struck off before it was reinspected' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER hazard_forward BEFORE UPDATE ON hazard FOR EACH ROW EXECUTE FUNCTION hazard_moves_on();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON hazard FROM anshao_app;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON hazard_file FROM anshao_app;
