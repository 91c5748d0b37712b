CREATE TABLE "payee_sample" (
	"ceremony_id" uuid PRIMARY KEY NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"seed_sequence" bigint NOT NULL,
	"seed" text NOT NULL,
	"reward_ids" uuid[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ceremony" DROP CONSTRAINT "ceremony_reward_id_reward_id_fk";
--> statement-breakpoint
ALTER TABLE "ceremony_share" DROP CONSTRAINT "ceremony_share_ceremony_id_key_share_pk";--> statement-breakpoint
ALTER TABLE "ceremony_share" ADD COLUMN "scope" text NOT NULL;--> statement-breakpoint
ALTER TABLE "ceremony_share" ADD CONSTRAINT "ceremony_share_ceremony_id_scope_share_pk" PRIMARY KEY("ceremony_id","scope","share");--> statement-breakpoint
ALTER TABLE "ceremony" ADD COLUMN "released_fields" text[];--> statement-breakpoint
ALTER TABLE "ceremony" ADD COLUMN "given_by" uuid;--> statement-breakpoint
ALTER TABLE "ceremony" ADD COLUMN "given_on" date;--> statement-breakpoint
ALTER TABLE "ceremony" ADD COLUMN "taken_on" date;--> statement-breakpoint
ALTER TABLE "payee_sample" ADD CONSTRAINT "payee_sample_ceremony_id_ceremony_id_fk" FOREIGN KEY ("ceremony_id") REFERENCES "public"."ceremony"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ceremony" ADD CONSTRAINT "ceremony_giver_apart" CHECK ("ceremony"."given_by" is null or ("ceremony"."given_by" <> "ceremony"."asked_by" and "ceremony"."given_by" <> "ceremony"."approved_by"));