ALTER TABLE "reward_proposal" ADD COLUMN "higher_by" uuid;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "higher_on" date;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "filed_on" date;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD CONSTRAINT "reward_higher_by_another" CHECK ("reward_proposal"."higher_by" is null or ("reward_proposal"."approved_by" is not null and "reward_proposal"."higher_by" <> "reward_proposal"."proposed_by" and "reward_proposal"."higher_by" <> "reward_proposal"."approved_by"));