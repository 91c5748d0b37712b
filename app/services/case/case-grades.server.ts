import type { Tx } from '#db/client';
import type { CaseStep } from '~/domain/acts/case-acts';
import type { GradeTable } from '~/domain/report/accident-grade';
import { policyInForce } from '~/services/county/policies.server';
import type { CaseRow } from './case-record.server';

const VERDICTS: ReadonlySet<CaseStep> = new Set(['proposeVerdict', 'changeOnReview']);

/** The bounds by which a verdict on a concealed accident grades it; null where the next act is no such verdict. */
export async function gradesFor(tx: Tx, row: CaseRow, next: readonly CaseStep[]): Promise<GradeTable | null> {
  if (row.matter !== 'concealedAccident' || !next.some((act) => VERDICTS.has(act))) return null;
  return (await policyInForce(tx, 'accidentGrades', row.receivedOn)).grades;
}
