import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { report } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { addDays, type IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';

/** One step of opening an identity or an escrow, as the reporter reads it: codes, a unit and a day, but no person. */
export type AccessEntry = {
  on: IsoDate;
  act: 'asked' | 'approved' | 'refused' | 'opened' | 'expired';
  kind: 'identity' | 'escrow';
  /** Code of the reason given in the request. */
  reason: string;
  /** `contact`, `fields`, `review` or `takeover`. */
  purpose: string;
  /** The fields of the identity that were requested, and at the opening those released; empty for a call. */
  fields: string[];
  /** The outcome of an opening: `contacted`, `notReached`, `released` or `viewed`. */
  outcome: string | null;
  emergency: boolean;
  /** The unit that took this step; null where nobody did (expiry). */
  unit: Localized | null;
};

type Row = typeof ceremony.$inferSelect;
type Names = ReadonlyMap<string, Localized>;

/** Every step towards opening this report's identity or keys, oldest first; for the reporter's own page. */
export async function accessRecord(db: Db | Tx, reportId: string): Promise<AccessEntry[]> {
  const [own] = await db.select({ caseId: report.caseId }).from(report).where(eq(report.id, reportId));
  if (!own) return [];
  // The escrow is opened for a whole case, so such rows name no single report.
  const ofCase = and(eq(ceremony.caseId, own.caseId), eq(ceremony.kind, 'escrow'), isNull(ceremony.reportId));
  const rows = await db
    .select()
    .from(ceremony)
    .where(or(eq(ceremony.reportId, reportId), ofCase))
    .orderBy(asc(ceremony.order));
  if (rows.length === 0) return [];
  const units = await unitsOf(db, rows);
  const entries = rows.flatMap((row) => stepsOf(row, units));
  return entries.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function stepsOf(row: Row, units: Names): AccessEntry[] {
  if (row.kind === 'payeeSample') return [];
  const { kind, reason, purpose, fields, emergency } = row;
  const step = (act: AccessEntry['act'], on: IsoDate | null, by: string | null): AccessEntry[] =>
    on === null
      ? []
      : [
          {
            on,
            act,
            kind,
            reason,
            purpose,
            fields: act === 'opened' ? (row.releasedFields ?? fields) : fields,
            outcome: act === 'opened' ? row.outcome : null,
            emergency,
            unit: units.get(by ?? '') ?? null,
          },
        ];
  const expiredOn = row.state === 'expired' && row.expiresOn !== null ? addDays(row.expiresOn, 1) : null;
  return [
    ...step('asked', row.askedOn, row.askedUnitId),
    ...step('approved', row.approvedOn, row.approvedBy),
    ...step('refused', row.refusedOn, row.refusedBy),
    ...step('opened', row.openedOn, row.openerId),
    ...step('expired', expiredOn, null),
  ];
}

/** Names of units, by the unit's own id, and by the ids of the guardians and custodians who sit in it. */
async function unitsOf(db: Db | Tx, rows: readonly Row[]): Promise<Names> {
  const people = rows.flatMap((row) => [row.approvedBy, row.refusedBy, row.openerId]).filter((id) => id !== null);
  const askers = rows.map((row) => row.askedUnitId);
  const byUnit = await db.select({ id: unit.id, names: unit.names }).from(unit).where(inArray(unit.id, askers));
  const byMember =
    people.length === 0
      ? []
      : await db
          .select({ id: member.id, names: unit.names })
          .from(member)
          .innerJoin(unit, eq(unit.id, member.unitId))
          .where(inArray(member.id, people));
  return new Map([...byUnit, ...byMember].map(({ id, names }) => [id, names]));
}
