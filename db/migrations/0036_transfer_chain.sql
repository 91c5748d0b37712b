ALTER TABLE "case_transfer" ADD COLUMN "number" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "case_transfer" ADD COLUMN "previous" text NOT NULL;--> statement-breakpoint
ALTER TABLE "freshness_stamp" ADD COLUMN "transfer_tag" text NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "case_transfer_number" ON "case_transfer" USING btree ("number");