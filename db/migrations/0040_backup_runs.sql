CREATE TABLE "backup_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"backup" text,
	"bytes" bigint NOT NULL,
	"blobs" integer NOT NULL,
	"missing" integer NOT NULL,
	"secret_inside" boolean NOT NULL,
	"problem" text
);
