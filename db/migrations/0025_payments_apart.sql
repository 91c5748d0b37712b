CREATE TABLE "reward_count" (
	"month" text NOT NULL,
	"of" text NOT NULL,
	"code" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "reward_count_month_of_code_pk" PRIMARY KEY("month","of","code")
);
--> statement-breakpoint
CREATE TABLE "reward_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reward_proposal_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"policy_id" text NOT NULL,
	"state" text NOT NULL,
	"fund_id" uuid,
	"amount" bigint,
	"steps_for_case" "bytea" NOT NULL,
	"steps_for_reporter" "bytea" NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_on" date NOT NULL,
	"approved_by" uuid,
	"approved_on" date,
	"claim_until" date,
	"claimed_on" date,
	"paid_on" date,
	"payment_for_case" "bytea",
	CONSTRAINT "reward_proposal_positive" CHECK ("reward_proposal"."amount" > 0),
	CONSTRAINT "reward_approved_by_another" CHECK ("reward_proposal"."approved_by" is null or "reward_proposal"."approved_by" <> "reward_proposal"."proposed_by")
);
--> statement-breakpoint
ALTER TABLE "reward" DROP CONSTRAINT "reward_case_id_case_file_id_fk";
--> statement-breakpoint
ALTER TABLE "reward" DROP CONSTRAINT "reward_report_id_report_id_fk";
--> statement-breakpoint
ALTER TABLE "reward" DROP CONSTRAINT "reward_unit_id_unit_id_fk";
--> statement-breakpoint
DROP INDEX "reward_one_per_case";--> statement-breakpoint
ALTER TABLE "reward" ALTER COLUMN "fund_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "reward" ALTER COLUMN "approved_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "reward" ALTER COLUMN "claim_method" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "hand_over" ADD COLUMN "tag" text;--> statement-breakpoint
ALTER TABLE "reward" ADD COLUMN "entered_on" date NOT NULL;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD CONSTRAINT "reward_proposal_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD CONSTRAINT "reward_proposal_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD CONSTRAINT "reward_proposal_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_proposal" ADD CONSTRAINT "reward_proposal_fund_id_fund_id_fk" FOREIGN KEY ("fund_id") REFERENCES "public"."fund"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reward_one_per_case" ON "reward_proposal" USING btree ("case_id") WHERE state <> 'refused';--> statement-breakpoint
CREATE INDEX "reward_proposal_report" ON "reward_proposal" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "reward_proposal_unit" ON "reward_proposal" USING btree ("unit_id","order");--> statement-breakpoint
CREATE INDEX "hand_over_tag" ON "hand_over" USING btree ("tag");--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "case_id";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "report_id";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "unit_id";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "policy_id";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "steps_for_case";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "steps_for_reporter";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "proposed_on";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "approved_on";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "claim_until";--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "claimed_on";