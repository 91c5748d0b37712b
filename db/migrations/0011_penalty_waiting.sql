ALTER TABLE "penalty_decision" ADD COLUMN "waiting_since" date;
