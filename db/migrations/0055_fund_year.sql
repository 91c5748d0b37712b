ALTER TABLE "fund" ADD COLUMN "closed_on" date;--> statement-breakpoint
-- What is carried out of one fund is carried into another one in the same transaction.
CREATE FUNCTION carried_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM ledger_line WHERE account LIKE 'carried:%') <> 0 THEN
    RAISE EXCEPTION 'what is carried over does not balance' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_carried AFTER INSERT ON ledger_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.account LIKE 'carried:%') EXECUTE FUNCTION carried_balances();
