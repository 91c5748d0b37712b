ALTER TABLE "county" ADD COLUMN "opened_on" date;
--> statement-breakpoint
-- A county that took reports has been open; which day it was is not kept, so the first report tells.
UPDATE "county" SET "opened_on" = (SELECT min("received_on") FROM "case_file");
