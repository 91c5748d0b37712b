CREATE TABLE "holiday_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "holiday_change_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"year" integer NOT NULL,
	"table" jsonb,
	"notice" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	CONSTRAINT "holiday_change_two_people" CHECK ("holiday_change"."state" <> 'confirmed' or ("holiday_change"."decided_by" is not null and "holiday_change"."decided_by" <> "holiday_change"."asked_by"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "holiday_change_one" ON "holiday_change" USING btree ("year") WHERE "holiday_change"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "holiday_change_state" ON "holiday_change" USING btree ("state","year","order");--> statement-breakpoint
-- What was decided stays so, and a change that was asked for stays what was asked.
CREATE FUNCTION holiday_change_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'asked' OR (OLD.year, OLD."table", OLD.notice, OLD.asked_by, OLD.asked_on)
    IS DISTINCT FROM (NEW.year, NEW."table", NEW.notice, NEW.asked_by, NEW.asked_on) THEN
    RAISE EXCEPTION 'a change of holidays only moves on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER holiday_change_forward BEFORE UPDATE ON holiday_change FOR EACH ROW EXECUTE FUNCTION holiday_change_moves_on();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON holiday_change FROM anshao_app;
