CREATE TABLE "posted_once" (
	"mark" uuid PRIMARY KEY NOT NULL,
	"on_day" date NOT NULL
);
