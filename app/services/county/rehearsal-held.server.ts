import type { Db } from '#db/client';
import { rehearsalReport, rehearsalSeen } from '#db/schema/rehearsal';
import { readReport } from '~/contract/posted/report-body';
import { keptFor } from '~/contract/sealed/key-file';
import { KEYS_OF } from '~/contract/sealed/sent-keys';
import { toBase64 } from '~/envelope/bytes';
import { type GivenGrant, grantsOf } from '~/services/keys/unit-key.server';

export type RehearsalRow = typeof rehearsalReport.$inferSelect;

/**
 * A test report for one who can open it: the narrative and the report key wrapped to the handling unit, or a share of the
 * identity's key for custodians and guardians, who get nothing else of a true one either. Bytes are Base64.
 */
export type HeldTest = {
  reportId: string;
  caseId: string;
  grant: GivenGrant;
  wrap: string;
} & ({ part: 'unit'; narrative: string } | { part: 'custodians' | 'guardians' });

/** What this member holds a key of and has not opened yet. */
export async function testsFor(db: Db, memberId: string): Promise<HeldTest[]> {
  const rows = await db.select().from(rehearsalReport).orderBy(rehearsalReport.meantFor);
  const seen = await db.select().from(rehearsalSeen);
  const grants = rows.length === 0 ? [] : await grantsOf(db, memberId);
  return rows
    .filter(({ id }) => !seen.some((one) => one.reportId === id && one.memberId === memberId))
    .flatMap((row) => heldTest(row, grants) ?? []);
}

function heldTest(row: RehearsalRow, grants: readonly GivenGrant[]): HeldTest | null {
  const { narrative, keys } = readReport(row.body);
  const ids = { reportId: row.id, caseId: row.caseId };
  const grantOf = (keyId: string) => grants.find(({ unitKeyId }) => unitKeyId === keyId);
  const whole = grantOf(row.handlingKeyId);
  const wrapIn = (part: 'unit' | 'custodians' | 'guardians', at: number) =>
    toBase64(keptFor(keys[part])[at] ?? new Uint8Array());
  if (whole) {
    const wrap = wrapIn('unit', KEYS_OF.unit.indexOf('report'));
    return { ...ids, part: 'unit', grant: whole, wrap, narrative: toBase64(narrative) };
  }
  for (const part of ['custodians', 'guardians'] as const) {
    const grant = grantOf(part === 'custodians' ? row.custodiansKeyId : row.guardiansKeyId);
    if (grant) return { ...ids, part, grant, wrap: wrapIn(part, KEYS_OF[part].indexOf('identity')) };
  }
  return null;
}
