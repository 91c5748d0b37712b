CREATE INDEX "ledger_page" ON "ledger_line" USING btree ("on_day","posting_id","line");--> statement-breakpoint
CREATE INDEX "ledger_sums" ON "ledger_line" USING btree ("fund_id","account","amount");