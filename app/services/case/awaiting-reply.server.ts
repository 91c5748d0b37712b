import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseEvent, caseFile } from '#db/schema/casework';
import type { Act } from '~/domain/acts/table';

const FROM_REPORTER: readonly string[] = ['report.message', 'report.addFiles'] satisfies Act[];
const TO_REPORTER: readonly string[] = ['case.message'] satisfies Act[];

/** Those of these cases that wait for an answer: the reporter wrote or added files, and nobody has answered since. */
export async function awaitingReply(db: Db | Tx, cases: readonly { id: string }[]): Promise<Set<string>> {
  if (cases.length === 0) return new Set();
  const ids = cases.map(({ id }) => id);
  const last = await db
    .selectDistinctOn([caseEvent.caseId], { caseId: caseEvent.caseId, act: caseEvent.act })
    .from(caseEvent)
    .where(and(inArray(caseEvent.caseId, ids), inArray(caseEvent.act, [...FROM_REPORTER, ...TO_REPORTER])))
    .orderBy(caseEvent.caseId, desc(caseEvent.number));
  return new Set(last.filter(({ act }) => FROM_REPORTER.includes(act)).map(({ caseId }) => caseId));
}

/** SQL condition that the reporter spoke last in a case, looked up in each case's own history. */
export function reporterSaidLast(db: Db): SQL {
  const last = db
    .select({ act: caseEvent.act })
    .from(caseEvent)
    .where(and(eq(caseEvent.caseId, caseFile.id), inArray(caseEvent.act, [...FROM_REPORTER, ...TO_REPORTER])))
    .orderBy(desc(caseEvent.number))
    .limit(1);
  return inArray(sql`(${last})`, [...FROM_REPORTER]);
}
