--> statement-breakpoint
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
