CREATE TABLE "policy_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "policy_change_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"policy_id" text NOT NULL,
	"data" jsonb NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	CONSTRAINT "policy_change_two_people" CHECK ("policy_change"."state" <> 'confirmed' or ("policy_change"."decided_by" is not null and "policy_change"."decided_by" <> "policy_change"."asked_by"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "policy_change_one" ON "policy_change" USING btree ("policy_id") WHERE "policy_change"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "policy_change_state" ON "policy_change" USING btree ("state","order");--> statement-breakpoint
-- What was decided stays so, and a change that was asked for stays what was asked.
CREATE FUNCTION policy_change_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'asked' OR (OLD.policy_id, OLD.data, OLD.asked_by, OLD.asked_on)
    IS DISTINCT FROM (NEW.policy_id, NEW.data, NEW.asked_by, NEW.asked_on) THEN
    RAISE EXCEPTION 'a change of a rule only moves on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER policy_change_forward BEFORE UPDATE ON policy_change FOR EACH ROW EXECUTE FUNCTION policy_change_moves_on();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON policy_change FROM anshao_app;
