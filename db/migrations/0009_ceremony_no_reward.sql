ALTER TABLE "ceremony" DROP COLUMN "reward_id";--> statement-breakpoint

-- What was asked, approved and given stands as it was; an outcome is told once.
CREATE OR REPLACE FUNCTION ceremony_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.state IN ('opened', 'refused', 'expired') AND NEW.state <> OLD.state)
    OR (OLD.kind, OLD.case_id, OLD.report_id, OLD.reason, OLD.purpose, OLD.fields, OLD.asked_by, OLD.asked_on)
      IS DISTINCT FROM (NEW.kind, NEW.case_id, NEW.report_id, NEW.reason, NEW.purpose, NEW.fields, NEW.asked_by, NEW.asked_on)
    OR (OLD.approved_by IS NOT NULL AND (OLD.approved_by, OLD.approval, OLD.opener_id, OLD.expires_on)
      IS DISTINCT FROM (NEW.approved_by, NEW.approval, NEW.opener_id, NEW.expires_on))
    OR (OLD.given_by IS NOT NULL AND OLD.given_by IS DISTINCT FROM NEW.given_by)
    OR (OLD.outcome IS NOT NULL AND OLD.outcome IS DISTINCT FROM NEW.outcome) THEN
    RAISE EXCEPTION 'a ceremony only moves on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint

-- A sample stays as it was drawn.
CREATE TRIGGER payee_sample_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payee_sample FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON payee_sample FROM anshao_app;
