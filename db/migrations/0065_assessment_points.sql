CREATE TABLE "assessment_points" (
	"month" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"indicator" text NOT NULL,
	"points" integer NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_on" date NOT NULL,
	CONSTRAINT "assessment_points_month_unit_id_indicator_pk" PRIMARY KEY("month","unit_id","indicator"),
	CONSTRAINT "assessment_points_of_100" CHECK ("assessment_points"."points" between 0 and 100)
);
--> statement-breakpoint
ALTER TABLE "assessment_points" ADD CONSTRAINT "assessment_points_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;