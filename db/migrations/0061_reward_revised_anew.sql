DROP INDEX "reward_one_revision";--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "higher_by_total" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "proposed_under" text;--> statement-breakpoint
CREATE UNIQUE INDEX "reward_one_revision" ON "reward_proposal" USING btree ("revises") WHERE state <> 'refused' and not (revision = 'adds' and state in ('returned', 'waived'));