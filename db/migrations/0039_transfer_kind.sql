ALTER TABLE "case_transfer" RENAME COLUMN "way" TO "kind";
