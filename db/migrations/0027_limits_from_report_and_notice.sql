ALTER TABLE "case_file" ADD COLUMN "due_provisional" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "noticed_on" date;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "noticed_by" text;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "claim_provisional" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case_file" DROP COLUMN "clock_from";--> statement-breakpoint
ALTER TABLE "report" DROP COLUMN "last_seen_on";