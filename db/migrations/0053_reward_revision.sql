DROP INDEX "reward_one_per_case";--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "revises" uuid;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD COLUMN "revision" text;--> statement-breakpoint
CREATE UNIQUE INDEX "reward_one_revision" ON "reward_proposal" USING btree ("revises") WHERE state <> 'refused';--> statement-breakpoint
CREATE UNIQUE INDEX "reward_one_per_case" ON "reward_proposal" USING btree ("case_id") WHERE state <> 'refused' and revises is null;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD CONSTRAINT "reward_revision_whole" CHECK (("reward_proposal"."revises" is null) = ("reward_proposal"."revision" is null));