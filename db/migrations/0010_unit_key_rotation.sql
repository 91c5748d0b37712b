ALTER TABLE "county" ADD COLUMN "directory_key_tag" text;--> statement-breakpoint
ALTER TABLE "unit_key" ADD COLUMN "share_holders" text[];--> statement-breakpoint
CREATE UNIQUE INDEX "unit_key_epoch" ON "unit_key" USING btree ("unit_id","epoch");--> statement-breakpoint

-- Two different guardians vouch for every version, the one who confirms last; older rows are made anew by the guardians.
ALTER TABLE directory_version ADD CONSTRAINT directory_two_guardians CHECK (
  jsonb_array_length(attestations) = 2
  AND attestations->0->>'memberId' <> attestations->1->>'memberId'
  AND attestations->1->>'memberId' = made_by::text
) NOT VALID;--> statement-breakpoint
CREATE UNIQUE INDEX directory_one_proposal ON directory_proposal ((true));
