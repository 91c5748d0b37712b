CREATE TABLE "superior_draft" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"entry" jsonb,
	"from_day" date NOT NULL,
	"drafted_on" date NOT NULL,
	CONSTRAINT "superior_draft_only" CHECK ("superior_draft"."only")
);
