-- The application's own role: may read and write, but never update or delete the log of record.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anshao_app') THEN
    CREATE ROLE anshao_app NOLOGIN;
  END IF;
END $$;--> statement-breakpoint
DO $$ BEGIN EXECUTE format('GRANT anshao_app TO %I', current_user); END $$;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO anshao_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO anshao_app;--> statement-breakpoint
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO anshao_app;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON log_entry, log_link, log_checkpoint, ledger_line FROM anshao_app;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON statistics_release, directory_version, case_event FROM anshao_app;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO anshao_app;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO anshao_app;--> statement-breakpoint

-- Even the owner is stopped from changing the log by accident.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME; END $$;--> statement-breakpoint
CREATE TRIGGER log_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER log_link_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- Double entry: at commit the lines of every posting sum to zero.
CREATE FUNCTION posting_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM ledger_line WHERE posting_id = NEW.posting_id) <> 0 THEN
    RAISE EXCEPTION 'posting does not balance' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION posting_balances();--> statement-breakpoint

ALTER TABLE fund ADD CONSTRAINT fund_never_below_zero CHECK (balance >= 0);--> statement-breakpoint
ALTER TABLE reward ADD CONSTRAINT reward_positive CHECK (amount > 0);--> statement-breakpoint
ALTER TABLE reward ADD CONSTRAINT reward_approved_by_another CHECK (approved_by IS NULL OR approved_by <> proposed_by);--> statement-breakpoint
ALTER TABLE reward ADD CONSTRAINT reward_paid_by_a_third CHECK (paid_by IS NULL OR (paid_by <> proposed_by AND paid_by <> approved_by));--> statement-breakpoint
ALTER TABLE case_file ADD CONSTRAINT verdict_confirmed_by_another CHECK (confirmed_by IS NULL OR confirmed_by <> verdict_by);--> statement-breakpoint
ALTER TABLE log_link ADD CONSTRAINT log_link_sequence CHECK (sequence > 0);
