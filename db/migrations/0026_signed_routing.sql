CREATE TABLE "routing_proposal" (
	"version" integer PRIMARY KEY NOT NULL,
	"statement" text NOT NULL,
	"signature" text NOT NULL,
	"attestation" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routing_version" (
	"version" integer NOT NULL,
	"list_version" integer NOT NULL,
	"statement" text NOT NULL,
	"signature" text NOT NULL,
	"attestations" jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_on" date NOT NULL,
	CONSTRAINT "routing_version_version_list_version_pk" PRIMARY KEY("version","list_version")
);
--> statement-breakpoint
CREATE TABLE "town_register" (
	"hash" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "directory_proposal" ADD COLUMN "routing_attestation" text;--> statement-breakpoint
ALTER TABLE "unit_key_grant" ADD COLUMN "held" text;--> statement-breakpoint

-- Two different guardians vouch for every version, the one who confirms last; what they signed stays as it was.
ALTER TABLE routing_version ADD CONSTRAINT routing_two_guardians CHECK (
  jsonb_array_length(attestations) = 2
  AND attestations->0->>'memberId' <> attestations->1->>'memberId'
  AND attestations->1->>'memberId' = made_by::text
);--> statement-breakpoint
CREATE UNIQUE INDEX routing_one_proposal ON routing_proposal ((true));--> statement-breakpoint
CREATE TRIGGER routing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON routing_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON routing_version FROM anshao_app;
