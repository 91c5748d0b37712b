CREATE TABLE "case_event" (
	"case_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"act" text NOT NULL,
	"unit_id" uuid,
	"member_id" uuid,
	"on_day" date NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "case_event_case_id_number_pk" PRIMARY KEY("case_id","number")
);
--> statement-breakpoint
CREATE TABLE "case_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "case_file_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"matter" text NOT NULL,
	"sector" text NOT NULL,
	"town" text,
	"channel" text NOT NULL,
	"received_on" date NOT NULL,
	"urgent" boolean DEFAULT false NOT NULL,
	"responsible_unit_id" uuid NOT NULL,
	"assisting_unit_ids" uuid[] NOT NULL,
	"reasons" jsonb NOT NULL,
	"excluded_unit_tags" text[] NOT NULL,
	"stage" text NOT NULL,
	"verdict" text,
	"assigned_to" uuid,
	"verdict_by" uuid,
	"confirmed_by" uuid,
	"refusal_reason" text,
	"accepted_on" date,
	"assigned_on" date,
	"site_visited_on" date,
	"verdict_on" date,
	"confirmed_on" date,
	"penalty_recorded_on" date,
	"rectified_on" date,
	"struck_off_on" date,
	"replied_on" date,
	"closed_on" date,
	"clock_from" date NOT NULL,
	"due_on" date,
	"case_recipient" text,
	"purged_on" date
);
--> statement-breakpoint
CREATE TABLE "report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "report_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" uuid NOT NULL,
	"received_on" date NOT NULL,
	"form_token_hash" text NOT NULL,
	"superseded_by" uuid,
	"lookup_hash" text,
	"reporter_recipient" text,
	"report_recipient" text,
	"thread_recipient" text,
	"next_sequence" integer DEFAULT 1 NOT NULL,
	"last_seen_on" date
);
--> statement-breakpoint
CREATE TABLE "sealed_part" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sealed_part_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" uuid NOT NULL,
	"report_id" uuid,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"scope" text NOT NULL,
	"sequence" integer NOT NULL,
	"bytes" "bytea",
	"blob" text,
	"size" bigint NOT NULL,
	"author_id" uuid,
	"made_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wrapped_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"report_id" uuid,
	"key" text NOT NULL,
	"share" text NOT NULL,
	"holder" text NOT NULL,
	"unit_key_id" uuid,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "area" (
	"code" text PRIMARY KEY NOT NULL,
	"parent_code" text,
	"level" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "county" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"hotline" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"directory_key" text,
	"demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "county_only" CHECK ("county"."only")
);
--> statement-breakpoint
CREATE TABLE "directory_seed" (
	"unit_key_id" uuid PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory_version" (
	"version" integer PRIMARY KEY NOT NULL,
	"statement" text NOT NULL,
	"signature" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"credit_code" text NOT NULL,
	"sector" text NOT NULL,
	"area_code" text NOT NULL,
	"regulator_unit_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routing_rule" (
	"id" text PRIMARY KEY NOT NULL,
	"sector" text NOT NULL,
	"area" text NOT NULL,
	"matter" text NOT NULL,
	"duty" text NOT NULL,
	"unit_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setup_link" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_on" date NOT NULL,
	"used_on" date
);
--> statement-breakpoint
CREATE TABLE "signboard" (
	"code" text PRIMARY KEY NOT NULL,
	"site_zh" text NOT NULL,
	"site_en" text NOT NULL,
	"employer_id" uuid NOT NULL,
	"area_code" text NOT NULL,
	"regulator_unit_id" uuid NOT NULL,
	"persons" jsonb NOT NULL,
	"risks" jsonb NOT NULL,
	"hotline" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"area_code" text,
	"parent_unit_id" uuid,
	"duty_phone" text,
	"duty_mail" text,
	CONSTRAINT "unit_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "unit_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"recipient" text NOT NULL,
	"made_on" date NOT NULL,
	"shares_printed_on" date,
	"retired_on" date
);
--> statement-breakpoint
CREATE TABLE "unit_key_grant" (
	"unit_key_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"granted_by" uuid NOT NULL,
	"granted_on" date NOT NULL,
	CONSTRAINT "unit_key_grant_unit_key_id_member_id_pk" PRIMARY KEY("unit_key_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "log_checkpoint" (
	"on_day" date PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"head" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"on_day" date NOT NULL,
	"act" text NOT NULL,
	"subject" text,
	"entry" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_link" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"entry_id" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_after" timestamp with time zone DEFAULT date_trunc('day', now()) NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"done_on" date,
	"failed" text,
	CONSTRAINT "outbox_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "penalty_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "penalty_decision_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unit_id" uuid NOT NULL,
	"decision_number" text NOT NULL,
	"decided_on" date NOT NULL,
	"offender" text NOT NULL,
	"credit_code" text,
	"sector" text NOT NULL,
	"town" text,
	"offence" text NOT NULL,
	"legal_basis" text NOT NULL,
	"amount" bigint NOT NULL,
	"state" text NOT NULL,
	"published_on" date,
	CONSTRAINT "penalty_decision_decision_number_unique" UNIQUE("decision_number")
);
--> statement-breakpoint
CREATE TABLE "statistics_release" (
	"month" text PRIMARY KEY NOT NULL,
	"made_on" date NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fund" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"source" text NOT NULL,
	"balance" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_line" (
	"posting_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"amount" bigint NOT NULL,
	"reward_id" uuid,
	"fund_id" uuid,
	"voucher" text,
	"on_day" date NOT NULL,
	CONSTRAINT "ledger_line_posting_id_line_pk" PRIMARY KEY("posting_id","line")
);
--> statement-breakpoint
CREATE TABLE "payee_share" (
	"reward_id" uuid NOT NULL,
	"share" text NOT NULL,
	"unit_key_id" uuid NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "payee_share_reward_id_share_pk" PRIMARY KEY("reward_id","share")
);
--> statement-breakpoint
CREATE TABLE "payout_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payout_batch_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"made_by" uuid NOT NULL,
	"made_on" date NOT NULL,
	"released_by" uuid,
	"released_on" date
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"legal_basis" text NOT NULL,
	"checked_by" text,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reward" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reward_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"fund_id" uuid,
	"policy_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"state" text NOT NULL,
	"steps_for_case" "bytea" NOT NULL,
	"steps_for_reporter" "bytea" NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_on" date NOT NULL,
	"approved_by" uuid,
	"approved_on" date,
	"claim_until" date,
	"claim_method" text,
	"claimed_on" date,
	"cash_code_tag" text,
	"payee" "bytea",
	"payee_recipient" text,
	"batch_id" uuid,
	"released_by" uuid,
	"paid_by" uuid,
	"paid_on" date,
	"voucher" text
);
--> statement-breakpoint
CREATE TABLE "member" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"roles" text[] NOT NULL,
	"unit_id" uuid NOT NULL,
	"status" text NOT NULL,
	"invite_hash" text,
	"invite_expires_on" date,
	"login_key_hash" text,
	"totp_sealed" text,
	"totp_step" text,
	"recipient" text,
	"signing_key" text,
	"wrapped_keys" "bytea",
	"created_on" date NOT NULL,
	CONSTRAINT "member_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "member_post" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date
);
--> statement-breakpoint
CREATE TABLE "staff_session" (
	"hash" text PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_responsible_unit_id_unit_id_fk" FOREIGN KEY ("responsible_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report" ADD CONSTRAINT "report_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_part" ADD CONSTRAINT "sealed_part_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wrapped_key" ADD CONSTRAINT "wrapped_key_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wrapped_key" ADD CONSTRAINT "wrapped_key_unit_key_id_unit_key_id_fk" FOREIGN KEY ("unit_key_id") REFERENCES "public"."unit_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signboard" ADD CONSTRAINT "signboard_employer_id_employer_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."employer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signboard" ADD CONSTRAINT "signboard_regulator_unit_id_unit_id_fk" FOREIGN KEY ("regulator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_key" ADD CONSTRAINT "unit_key_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_key_grant" ADD CONSTRAINT "unit_key_grant_unit_key_id_unit_key_id_fk" FOREIGN KEY ("unit_key_id") REFERENCES "public"."unit_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_link" ADD CONSTRAINT "log_link_entry_id_log_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."log_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fund" ADD CONSTRAINT "fund_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payee_share" ADD CONSTRAINT "payee_share_reward_id_reward_id_fk" FOREIGN KEY ("reward_id") REFERENCES "public"."reward"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payee_share" ADD CONSTRAINT "payee_share_unit_key_id_unit_key_id_fk" FOREIGN KEY ("unit_key_id") REFERENCES "public"."unit_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward" ADD CONSTRAINT "reward_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward" ADD CONSTRAINT "reward_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward" ADD CONSTRAINT "reward_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward" ADD CONSTRAINT "reward_fund_id_fund_id_fk" FOREIGN KEY ("fund_id") REFERENCES "public"."fund"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_post" ADD CONSTRAINT "member_post_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_queue" ON "case_file" USING btree ("responsible_unit_id","stage","due_on","order");--> statement-breakpoint
CREATE INDEX "case_order" ON "case_file" USING btree ("responsible_unit_id","order");--> statement-breakpoint
CREATE INDEX "case_received" ON "case_file" USING btree ("received_on");--> statement-breakpoint
CREATE UNIQUE INDEX "report_lookup" ON "report" USING btree ("lookup_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "report_form_token" ON "report" USING btree ("form_token_hash");--> statement-breakpoint
CREATE INDEX "report_case" ON "report" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "sealed_part_case" ON "sealed_part" USING btree ("case_id","order");--> statement-breakpoint
CREATE INDEX "sealed_part_report" ON "sealed_part" USING btree ("report_id","order");--> statement-breakpoint
CREATE INDEX "wrapped_key_case" ON "wrapped_key" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "wrapped_key_report" ON "wrapped_key" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "unit_key_unit" ON "unit_key" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "log_subject" ON "log_entry" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "log_day" ON "log_entry" USING btree ("on_day");--> statement-breakpoint
CREATE UNIQUE INDEX "log_link_entry" ON "log_link" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "outbox_open" ON "outbox" USING btree ("done_on","run_after");--> statement-breakpoint
CREATE INDEX "penalty_published" ON "penalty_decision" USING btree ("state","decided_on","order");--> statement-breakpoint
CREATE UNIQUE INDEX "fund_unit_year" ON "fund" USING btree ("unit_id","year","source");--> statement-breakpoint
CREATE INDEX "ledger_account" ON "ledger_line" USING btree ("account");--> statement-breakpoint
CREATE UNIQUE INDEX "reward_one_per_case" ON "reward" USING btree ("case_id") WHERE state <> 'refused';--> statement-breakpoint
CREATE INDEX "reward_state" ON "reward" USING btree ("state","order");--> statement-breakpoint
CREATE INDEX "member_post_member" ON "member_post" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "staff_session_member" ON "staff_session" USING btree ("member_id");