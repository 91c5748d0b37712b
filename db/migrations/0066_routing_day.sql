CREATE TABLE "routing_day" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"from_day" date NOT NULL,
	CONSTRAINT "routing_day_only" CHECK ("routing_day"."only")
);
