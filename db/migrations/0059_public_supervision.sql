CREATE TABLE "supervision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "supervision_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unit_id" uuid NOT NULL,
	"order_number" text NOT NULL,
	"supervisor" text NOT NULL,
	"employer" text NOT NULL,
	"hazard" text NOT NULL,
	"due_on" date NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "supervision_number" ON "supervision" USING btree ("order_number") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "supervision_state" ON "supervision" USING btree ("state","order");