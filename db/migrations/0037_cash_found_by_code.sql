CREATE TABLE "cash_counter" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"places" jsonb NOT NULL,
	"hours" jsonb NOT NULL,
	CONSTRAINT "cash_counter_only" CHECK ("cash_counter"."only")
);
--> statement-breakpoint
CREATE TABLE "cash_try" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"on_day" date NOT NULL,
	"wrong" integer NOT NULL,
	CONSTRAINT "cash_try_bounded" CHECK ("cash_try"."wrong" between 0 and 30)
);
--> statement-breakpoint
ALTER TABLE "cash_try" ADD CONSTRAINT "cash_try_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."member"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward" DROP COLUMN "wrong_codes";