CREATE TABLE "committee_order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "committee_order_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"number" text NOT NULL,
	"issued_on" date NOT NULL,
	"issued_by" uuid NOT NULL,
	"due_on" date NOT NULL,
	"state" text NOT NULL,
	"answer_number" text,
	"answered_on" date,
	"returned" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "committee_order_answered" CHECK ("committee_order"."state" not in ('answered', 'accepted') or "committee_order"."answer_number" is not null)
);
--> statement-breakpoint
ALTER TABLE "committee_order" ADD CONSTRAINT "committee_order_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "committee_order_number" ON "committee_order" USING btree ("number") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "committee_order_state" ON "committee_order" USING btree ("state","due_on");--> statement-breakpoint
CREATE INDEX "committee_order_unit" ON "committee_order" USING btree ("unit_id","order");