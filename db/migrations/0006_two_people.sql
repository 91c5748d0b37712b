CREATE TABLE "ceremony" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "ceremony_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"case_id" uuid,
	"report_id" uuid,
	"reward_id" uuid,
	"state" text NOT NULL,
	"emergency" boolean DEFAULT false NOT NULL,
	"reason" text NOT NULL,
	"purpose" text NOT NULL,
	"fields" text[] NOT NULL,
	"reason_sealed" "bytea" NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_unit_id" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"approved_by" uuid,
	"approved_on" date,
	"approval" text,
	"opener_id" uuid,
	"expires_on" date,
	"refused_by" uuid,
	"refused_on" date,
	"opened_on" date,
	"outcome" text,
	"outcome_sealed" "bytea",
	CONSTRAINT "ceremony_three_people" CHECK (("ceremony"."approved_by" is null or "ceremony"."approved_by" <> "ceremony"."asked_by") and ("ceremony"."opener_id" is null or ("ceremony"."opener_id" <> "ceremony"."approved_by" and ("ceremony"."kind" = 'payeeSample' or "ceremony"."opener_id" <> "ceremony"."asked_by"))))
);
--> statement-breakpoint
CREATE TABLE "ceremony_share" (
	"ceremony_id" uuid NOT NULL,
	"key" text NOT NULL,
	"share" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "ceremony_share_ceremony_id_key_share_pk" PRIMARY KEY("ceremony_id","key","share")
);
--> statement-breakpoint
CREATE TABLE "directory_proposal" (
	"version" integer PRIMARY KEY NOT NULL,
	"statement" text NOT NULL,
	"signature" text NOT NULL,
	"attestation" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deletion_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"decided_by" uuid,
	"decided_on" date,
	CONSTRAINT "deletion_two_people" CHECK ("deletion_request"."decided_by" is null or "deletion_request"."decided_by" <> "deletion_request"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "tombstone" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"on_day" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"label" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"backed_up" boolean NOT NULL,
	"prf_salt" "bytea" NOT NULL,
	"wrapped_keys" "bytea" NOT NULL,
	"created_on" date NOT NULL,
	"used_on" date
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"made_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upload_part" (
	"token_hash" text NOT NULL,
	"file_index" integer NOT NULL,
	"sequence" integer NOT NULL,
	"blob" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "upload_part_token_hash_file_index_sequence_pk" PRIMARY KEY("token_hash","file_index","sequence")
);
--> statement-breakpoint
ALTER TABLE "case_file" ADD COLUMN "key_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "withdrawn_on" date;--> statement-breakpoint
ALTER TABLE "sealed_part" ADD COLUMN "key_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "wrapped_key" ADD COLUMN "key_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "directory_version" ADD COLUMN "attestations" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "unit_key" ADD COLUMN "rewrapped_on" date;--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "memory" text;--> statement-breakpoint
ALTER TABLE "ceremony" ADD CONSTRAINT "ceremony_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ceremony" ADD CONSTRAINT "ceremony_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ceremony" ADD CONSTRAINT "ceremony_reward_id_reward_id_fk" FOREIGN KEY ("reward_id") REFERENCES "public"."reward"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ceremony_share" ADD CONSTRAINT "ceremony_share_ceremony_id_ceremony_id_fk" FOREIGN KEY ("ceremony_id") REFERENCES "public"."ceremony"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_request" ADD CONSTRAINT "deletion_request_case_id_case_file_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_token_hash_upload_token_hash_fk" FOREIGN KEY ("token_hash") REFERENCES "public"."upload"("token_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ceremony_case" ON "ceremony" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "ceremony_report" ON "ceremony" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "ceremony_state" ON "ceremony" USING btree ("state","order");--> statement-breakpoint
CREATE INDEX "deletion_case" ON "deletion_request" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "passkey_member" ON "passkey" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "upload_made" ON "upload" USING btree ("made_on");--> statement-breakpoint
CREATE INDEX "wrapped_key_unit_key" ON "wrapped_key" USING btree ("unit_key_id");