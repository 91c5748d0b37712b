CREATE TABLE "sector_draft" (
	"code" text PRIMARY KEY NOT NULL,
	"names" jsonb NOT NULL,
	"closed" boolean DEFAULT false NOT NULL
);
