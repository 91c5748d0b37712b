import { asc, eq } from 'drizzle-orm';
import type { Db } from '#db/client';
import { employer, signboard } from '#db/schema/county';

/** All boards with their employers, by code, for the printing page. */
export function signboards(db: Db) {
  return db
    .select({
      code: signboard.code,
      siteZh: signboard.siteZh,
      siteEn: signboard.siteEn,
      employerZh: employer.nameZh,
      employerEn: employer.nameEn,
    })
    .from(signboard)
    .innerJoin(employer, eq(employer.id, signboard.employerId))
    .orderBy(asc(signboard.code));
}
