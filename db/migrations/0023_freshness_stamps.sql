CREATE TABLE "freshness_stamp" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"directory_hash" text NOT NULL,
	"directory_version" integer NOT NULL,
	"routing_hash" text NOT NULL,
	"routing_version" integer NOT NULL,
	"on_day" date NOT NULL,
	"signature" text NOT NULL
);
