CREATE TABLE "accused_mark" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"check" text NOT NULL,
	"unit_tag" text NOT NULL,
	"entries" jsonb NOT NULL,
	"words" "bytea",
	"words_hash" text NOT NULL,
	"marked_by" uuid NOT NULL,
	"marked_on" date NOT NULL,
	"signature" text NOT NULL,
	"sequence" integer,
	"previous" text,
	"decided_by" uuid,
	"decided_on" date,
	"confirmation" text,
	CONSTRAINT "accused_mark_two_people" CHECK ("accused_mark"."decided_by" is null or "accused_mark"."decided_by" <> "accused_mark"."marked_by"),
	CONSTRAINT "accused_mark_placed" CHECK (("accused_mark"."state" = 'confirmed') = ("accused_mark"."sequence" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "accused_mark_sequence" ON "accused_mark" USING btree ("sequence");--> statement-breakpoint
-- What two people decided stays as they decided it.
CREATE FUNCTION accused_mark_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'asked' THEN RAISE EXCEPTION 'a decided mark stays as it is'; END IF;
  RETURN COALESCE(NEW, OLD);
END $$;--> statement-breakpoint
CREATE TRIGGER accused_mark_decided BEFORE UPDATE OR DELETE ON accused_mark FOR EACH ROW EXECUTE FUNCTION accused_mark_stays();--> statement-breakpoint
CREATE TRIGGER accused_mark_no_truncate BEFORE TRUNCATE ON accused_mark FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
