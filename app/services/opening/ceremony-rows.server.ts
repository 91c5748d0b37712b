import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { ceremony, type ceremonyShare } from '#db/schema/ceremony';
import { member } from '#db/schema/staff';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import type { Actor } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import type { LogRecord } from '~/domain/log/log-fields';
import type {
  Ceremony,
  CeremonyKind,
  CeremonyMember,
  CeremonyState,
  CeremonyTerms,
  EarlierPart,
} from '~/domain/opening/ceremony-state';
import { isRefusal, Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import type { Role } from '~/domain/vocabulary';
import { requireMember } from '~/services/case/case-act.server';
import { requireSealed } from '~/services/case/case-record.server';
import { policyInForce } from '~/services/county/policies.server';
import { rolesEver } from '~/services/keys/former-office.server';

export type CeremonyRow = typeof ceremony.$inferSelect;
export type CeremonyKey = (typeof ceremonyShare.$inferSelect)['key'];

/** A share as it lies with its unit: `scope` is the name of its key, `bytes` is URL-safe Base64. */
export type UnitShare = { key: CeremonyKey; scope: string; unitKeyId: string; bytes: string };

/** A share as released for one ceremony. */
export type PostedShare = { scope: string; bytes: Uint8Array };

/** The row, to be read only; Refusal `notFound`. */
export async function findCeremony(db: Db | Tx, ceremonyId: string): Promise<CeremonyRow> {
  const [row] = isUuid(ceremonyId) ? await db.select().from(ceremony).where(eq(ceremony.id, ceremonyId)) : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

/** The row, locked until the transaction ends; Refusal `notFound`, also when it is of another kind. */
export async function lockCeremony(tx: Tx, ceremonyId: string, kind: CeremonyKind): Promise<CeremonyRow> {
  await findCeremony(tx, ceremonyId);
  const [row] = await tx.select().from(ceremony).where(eq(ceremony.id, ceremonyId)).for('update');
  if (row?.kind !== kind) throw new Refusal('notFound');
  return row;
}

/** What every signature of the ceremony repeats. */
export const factsOf = (row: CeremonyRow): CeremonyFacts => ({
  ceremonyId: row.id,
  kind: row.kind,
  caseId: row.caseId ?? '',
  reportId: row.reportId ?? '',
  reason: row.reason,
  purpose: row.purpose,
  fields: row.fields,
  askedBy: row.askedBy,
  askedOn: row.askedOn,
});

/** Throws the rule's refusal, or else returns what the rule decided. */
export function decided(outcome: Ceremony | Refusal): Ceremony {
  if (isRefusal(outcome)) throw outcome;
  return outcome;
}

/** Writes what a rule decided, and what belongs to it. */
export async function saveCeremony(
  tx: Tx,
  row: CeremonyRow,
  after: Ceremony,
  more: Partial<Pick<CeremonyRow, 'approval' | 'outcomeSealed'>> = {},
): Promise<void> {
  const releasedFields = after.releasedFields && [...after.releasedFields];
  await tx
    .update(ceremony)
    .set({ ...changing(after), releasedFields, ...more })
    .where(eq(ceremony.id, row.id));
}

/** What a step may change; the rest stays as it was requested, as a trigger of the database makes sure. */
function changing(after: Ceremony) {
  const { state, approvedBy, approvedOn, openerId, expiresOn, refusedBy, refusedOn, openedOn, outcome } = after;
  const { givenBy, givenOn, takenOn } = after;
  const people = { approvedBy, approvedOn, openerId, refusedBy, refusedOn, givenBy, givenOn };
  return { ...people, state, expiresOn, openedOn, outcome, takenOn };
}

/** Writes a new ceremony. The asker's browser made and signed its id. */
export async function insertCeremony(
  tx: Tx,
  asked: Ceremony,
  where: { id: string; caseId: string | null; reportId: string | null; reasonSealed: Uint8Array; unitId: string },
): Promise<void> {
  const { unitId, ...ids } = where;
  if (!isUuid(ids.id)) throw new Refusal('invalid');
  requireSealed(ids.reasonSealed, 'words');
  const rows = await tx
    .insert(ceremony)
    .values({ ...asked, ...ids, fields: [...asked.fields], releasedFields: null, askedUnitId: unitId })
    .onConflictDoNothing()
    .returning({ id: ceremony.id });
  if (rows.length === 0) throw new Refusal('conflict');
}

/** The parts that people had in other ceremonies of the same case. */
export async function earlierParts(tx: Tx, caseId: string | null, exceptId?: string): Promise<EarlierPart[]> {
  if (caseId === null) return [];
  // Two acts in the same case queue, so that nobody gets two parts at once.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`anshao/ceremony/${caseId}`}))`);
  return tx
    .select({ askedBy: ceremony.askedBy, approvedBy: ceremony.approvedBy, openerId: ceremony.openerId })
    .from(ceremony)
    .where(and(eq(ceremony.caseId, caseId), exceptId === undefined ? undefined : ne(ceremony.id, exceptId)));
}

/** Refusal `alreadyDone` while another request about the same thing is under way. */
export async function requireNoneOpen(
  tx: Tx,
  about: { kind: CeremonyKind; caseId?: string; reportId?: string; askedBy?: string },
  on: IsoDate,
): Promise<void> {
  const { kind, caseId, reportId, askedBy } = about;
  const [open] = await tx
    .select({ id: ceremony.id })
    .from(ceremony)
    .where(
      and(
        eq(ceremony.kind, kind),
        caseId === undefined ? undefined : eq(ceremony.caseId, caseId),
        reportId === undefined ? undefined : eq(ceremony.reportId, reportId),
        askedBy === undefined ? undefined : eq(ceremony.askedBy, askedBy),
        inArray(ceremony.state, ['asked', 'approved'] satisfies CeremonyState[]),
        sql`${ceremony.expiresOn} >= ${on}`,
      ),
    )
    .limit(1);
  if (open) throw new Refusal('alreadyDone', { data: { rule: 'underWay' } });
}

/** The asker signed the day; Refusal `conflict` (field askedOn) when the day has changed since the page was loaded. */
export function requireAskedToday(askedOn: string, on: IsoDate): void {
  if (askedOn !== on) throw new Refusal('conflict', { field: 'askedOn' });
}

/** The actor with all roles held now or ever. */
export async function actingMember(tx: Tx, actor: Actor): Promise<CeremonyMember> {
  const by = requireMember(actor);
  return { ...by, ever: await rolesEver(tx, by.memberId) };
}

/** Another enrolled member with all roles held now or ever; Refusal `invalid` (field opener). */
export async function otherMember(tx: Tx, memberId: string): Promise<CeremonyMember> {
  const [row] = isUuid(memberId)
    ? await tx
        .select()
        .from(member)
        .where(and(eq(member.id, memberId), eq(member.status, 'enrolled')))
    : [];
  if (!row) throw new Refusal('invalid', { field: 'opener' });
  const roles = row.roles as Role[];
  return { kind: 'member', memberId, unitId: row.unitId, roles, ever: await rolesEver(tx, memberId) };
}

/** How many days requests and approvals are valid. */
export function ceremonyTerms(db: Db | Tx, on: IsoDate): Promise<CeremonyTerms> {
  return policyInForce(db, 'ceremony', on);
}

/** Codes for the log: which case or report, the reason, and the purpose. */
export function logDataOf(row: CeremonyRow): LogRecord {
  const { kind, caseId, reportId, reason, purpose, emergency } = row;
  return { kind, caseId, reportId, reason, purpose, emergency };
}
