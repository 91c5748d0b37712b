-- Nobody has, or had, two of the three parts in the ceremonies of one case, whatever the program thinks.
CREATE FUNCTION ceremony_separate_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.case_id IS NOT NULL AND EXISTS (
    SELECT FROM ceremony other WHERE other.case_id = NEW.case_id AND (
      other.asked_by IN (NEW.approved_by, NEW.opener_id)
      OR other.approved_by IN (NEW.asked_by, NEW.opener_id)
      OR other.opener_id IN (NEW.asked_by, NEW.approved_by))
  ) THEN
    RAISE EXCEPTION 'two parts of a ceremony in one person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ceremony_separate AFTER INSERT OR UPDATE ON ceremony DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ceremony_separate_people();--> statement-breakpoint

-- What was approved, opened or refused stays so.
CREATE FUNCTION ceremony_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.state IN ('opened', 'refused', 'expired') AND NEW.state <> OLD.state) OR OLD.asked_by <> NEW.asked_by
    OR (OLD.approved_by IS NOT NULL AND OLD.approved_by IS DISTINCT FROM NEW.approved_by)
    OR (OLD.opener_id IS NOT NULL AND OLD.opener_id IS DISTINCT FROM NEW.opener_id) THEN
    RAISE EXCEPTION 'a ceremony only moves on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER ceremony_forward BEFORE UPDATE ON ceremony FOR EACH ROW EXECUTE FUNCTION ceremony_moves_on();--> statement-breakpoint

REVOKE UPDATE, DELETE, TRUNCATE ON tombstone FROM anshao_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON ceremony, deletion_request FROM anshao_app;--> statement-breakpoint
CREATE TRIGGER tombstone_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tombstone FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
