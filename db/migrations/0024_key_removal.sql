CREATE TABLE "key_removal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"roles" text[] NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	CONSTRAINT "key_removal_not_own" CHECK ("key_removal"."asked_by" <> "key_removal"."member_id"),
	CONSTRAINT "key_removal_two_people" CHECK ("key_removal"."state" <> 'confirmed' or ("key_removal"."decided_by" is not null and "key_removal"."decided_by" <> "key_removal"."asked_by" and "key_removal"."decided_by" <> "key_removal"."member_id"))
);
--> statement-breakpoint
ALTER TABLE "key_removal" ADD CONSTRAINT "key_removal_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "key_removal_one" ON "key_removal" USING btree ("member_id") WHERE "key_removal"."state" = 'asked';--> statement-breakpoint
-- What was decided stays so, and an ask stays what was asked.
CREATE FUNCTION key_removal_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'asked' OR (OLD.member_id, OLD.kind, OLD.roles, OLD.asked_by, OLD.asked_on)
    IS DISTINCT FROM (NEW.member_id, NEW.kind, NEW.roles, NEW.asked_by, NEW.asked_on) THEN
    RAISE EXCEPTION 'an ask for a second person only moves on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER key_removal_forward BEFORE UPDATE ON key_removal FOR EACH ROW EXECUTE FUNCTION key_removal_moves_on();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON key_removal FROM anshao_app;
