ALTER TABLE "area" ADD COLUMN "names" jsonb;--> statement-breakpoint
UPDATE "area" SET "names" = jsonb_strip_nulls(jsonb_build_object('zh', "name_zh", 'en', nullif("name_en", '')));--> statement-breakpoint
ALTER TABLE "area" ALTER COLUMN "names" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "area" DROP COLUMN "name_zh";--> statement-breakpoint
ALTER TABLE "area" DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "county" ADD COLUMN "names" jsonb;--> statement-breakpoint
UPDATE "county" SET "names" = jsonb_strip_nulls(jsonb_build_object('zh', "name_zh", 'en', nullif("name_en", '')));--> statement-breakpoint
ALTER TABLE "county" ALTER COLUMN "names" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "county" DROP COLUMN "name_zh";--> statement-breakpoint
ALTER TABLE "county" DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "unit" ADD COLUMN "names" jsonb;--> statement-breakpoint
UPDATE "unit" SET "names" = jsonb_strip_nulls(jsonb_build_object('zh', "name_zh", 'en', nullif("name_en", '')));--> statement-breakpoint
ALTER TABLE "unit" ALTER COLUMN "names" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unit" DROP COLUMN "name_zh";--> statement-breakpoint
ALTER TABLE "unit" DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "employer" ADD COLUMN "names" jsonb;--> statement-breakpoint
UPDATE "employer" SET "names" = jsonb_strip_nulls(jsonb_build_object('zh', "name_zh", 'en', nullif("name_en", '')));--> statement-breakpoint
ALTER TABLE "employer" ALTER COLUMN "names" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "employer" DROP COLUMN "name_zh";--> statement-breakpoint
ALTER TABLE "employer" DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "signboard" ADD COLUMN "site" jsonb;--> statement-breakpoint
UPDATE "signboard" SET "site" = jsonb_strip_nulls(jsonb_build_object('zh', "site_zh", 'en', nullif("site_en", '')));--> statement-breakpoint
ALTER TABLE "signboard" ALTER COLUMN "site" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "signboard" DROP COLUMN "site_zh";--> statement-breakpoint
ALTER TABLE "signboard" DROP COLUMN "site_en";
