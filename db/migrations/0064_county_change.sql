CREATE TABLE "county_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "county_change_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entry" jsonb NOT NULL,
	"from_day" date NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	"applied_on" date,
	CONSTRAINT "county_change_two_people" CHECK ("county_change"."state" <> 'confirmed' or ("county_change"."decided_by" is not null and "county_change"."decided_by" <> "county_change"."asked_by"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "county_change_one" ON "county_change" USING btree ((true)) WHERE "county_change"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "county_change_due" ON "county_change" USING btree ("from_day") WHERE "county_change"."state" = 'confirmed' and "county_change"."applied_on" is null;--> statement-breakpoint
-- What was decided stays so, and a change that was asked for stays what was asked; only its taking effect is still to come.
CREATE FUNCTION county_change_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.entry, OLD.from_day, OLD.asked_by, OLD.asked_on)
    IS DISTINCT FROM (NEW.entry, NEW.from_day, NEW.asked_by, NEW.asked_on)
    OR OLD.applied_on IS NOT NULL OR (NEW.applied_on IS NOT NULL AND NEW.state <> 'confirmed')
    OR (OLD.state <> 'asked' AND (OLD.state, OLD.decided_by, OLD.decided_on)
      IS DISTINCT FROM (NEW.state, NEW.decided_by, NEW.decided_on)) THEN
    RAISE EXCEPTION 'a change of the county only moves on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER county_change_forward BEFORE UPDATE ON county_change FOR EACH ROW EXECUTE FUNCTION county_change_moves_on();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON county_change FROM anshao_app;
