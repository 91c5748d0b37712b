CREATE INDEX "case_sector" ON "case_file" USING btree ("responsible_unit_id","stage","sector","due_on","order");--> statement-breakpoint
CREATE INDEX "case_open" ON "case_file" USING btree ("responsible_unit_id","stage","due_on","urgent") WHERE stage not in ('closed', 'notAccepted');--> statement-breakpoint
CREATE INDEX "penalty_sector" ON "penalty_decision" USING btree ("state","sector","decided_on","order");--> statement-breakpoint
CREATE INDEX "penalty_town" ON "penalty_decision" USING btree ("state","town","decided_on","order");--> statement-breakpoint
CREATE INDEX "penalty_sector_town" ON "penalty_decision" USING btree ("state","sector","town","decided_on","order");