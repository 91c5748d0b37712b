CREATE TABLE "hand_over" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"on_day" date NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "hand_over_waiting" ON "hand_over" USING btree ("kind","on_day");--> statement-breakpoint
ALTER TABLE "penalty_decision" DROP COLUMN "waiting_since";