ALTER TABLE "penalty_decision" DROP CONSTRAINT "penalty_decision_decision_number_unique";--> statement-breakpoint
ALTER TABLE "ledger_line" ADD COLUMN "reverses" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "penalty_number" ON "penalty_decision" USING btree ("decision_number") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_voucher" ON "ledger_line" USING btree (upper("voucher")) WHERE line = 1;--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_reverses" ON "ledger_line" USING btree ("reverses") WHERE line = 1;--> statement-breakpoint
CREATE INDEX "ledger_reward" ON "ledger_line" USING btree ("reward_id");