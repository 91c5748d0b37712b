import { and, asc, desc, eq, inArray, or, type SQL } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { ceremony, payeeSample } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import type { Actor, Member } from '~/domain/acts/permission';
import { latenessOf, type Urgency } from '~/domain/case/deadlines';
import { addDays, daysBetween, type IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { mayPlay } from '~/domain/opening/ceremony';
import type { CeremonyKind, CeremonyOutcome, CeremonyState } from '~/domain/opening/ceremony-state';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { toBase64 } from '~/envelope/bytes';
import { requireMember } from '~/services/case/case-act.server';
import { type CaseWay, wayOf, wayOfSample } from '~/services/case/case-steps.server';
import type { Context } from '~/services/context.server';
import { certifiedInForce, directoryInForce, type SignedDirectory } from '~/services/keys/certified.server';
import { type GivenGrant, grantsOf } from '~/services/keys/unit-key.server';
import { type Looking, look } from '~/services/look.server';
import {
  type CeremonyRow,
  ceremonyTerms,
  earlierParts,
  factsOf,
  findCeremony,
  otherMember,
  sharesHeld,
  type UnitShare,
} from './ceremony-rows.server';

/** One ceremony in a list: codes, days and units; no name and nothing sealed. */
export type CeremonyItem = {
  id: string;
  order: number;
  kind: CeremonyKind;
  state: CeremonyState;
  emergency: boolean;
  reason: string;
  purpose: CeremonyRow['purpose'];
  fields: string[];
  unit: { names: Localized } | null;
  askedOn: IsoDate;
  approvedOn: IsoDate | null;
  openedOn: IsoDate | null;
  refusedOn: IsoDate | null;
  givenOn: IsoDate | null;
  takenOn: IsoDate | null;
  outcome: CeremonyOutcome | null;
  releasedFields: string[] | null;
  expiresOn: IsoDate | null;
  daysLeft: number | null;
  lateness: Urgency;
  /** It is this member's turn. */
  mine: boolean;
};

export type CeremonyLists = { waiting: CeremonyItem[]; past: CeremonyItem[] };

const PAST = 50;

/** What waits for this member, and what they could see that is done; emergencies first, then by last day. */
export async function ceremonyLists(ctx: Context, actor: Actor): Promise<CeremonyLists> {
  const by = requireMember(actor);
  return look(ctx, actor, 'ceremony.read', null, async ({ db, today: on }) => {
    const rows = await db
      .select({ row: ceremony, unit: { names: unit.names } })
      .from(ceremony)
      .leftJoin(unit, eq(unit.id, ceremony.askedUnitId))
      .where(seenBy(by))
      .orderBy(desc(ceremony.order))
      .limit(400);
    const items = rows.map((one) => itemOf(one.row, one.unit, by, on));
    const waiting = items.filter((item) => item.mine || isOpen(item));
    waiting.sort((a, b) => Number(b.emergency) - Number(a.emergency) || compare(a.expiresOn, b.expiresOn));
    return { waiting, past: items.filter((item) => !waiting.includes(item)).slice(0, PAST) };
  });
}

const isOpen = ({ state }: CeremonyItem): boolean => state === 'asked' || state === 'approved';
const compare = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : 1);

/** Guardians see every ask; custodians those named to them; leads and auditors their own; finance approved samples. */
function seenBy(by: Member): SQL | undefined {
  if (by.roles.includes('guardian')) return undefined;
  const wanted = [
    by.roles.includes('custodian') ? eq(ceremony.openerId, by.memberId) : undefined,
    by.roles.includes('lead') || by.roles.includes('auditor') ? eq(ceremony.askedBy, by.memberId) : undefined,
    by.roles.includes('finance')
      ? and(eq(ceremony.kind, 'payeeSample'), inArray(ceremony.state, ['approved', 'opened']))
      : undefined,
  ].filter((one) => one !== undefined);
  // With none of these roles nothing is seen; the permission table refuses before.
  return wanted.length === 0 ? eq(ceremony.id, by.memberId) : or(...wanted);
}

function isMine(row: CeremonyRow, by: Member): boolean {
  if (row.state === 'asked') return by.roles.includes('guardian');
  if (row.state === 'approved' && row.kind === 'payeeSample' && row.givenBy === null)
    return by.roles.includes('finance');
  if (row.state === 'approved') return row.openerId === by.memberId;
  if (row.state !== 'opened') return false;
  if (row.kind === 'escrow') return row.askedBy === by.memberId && row.takenOn === null;
  return row.openerId === by.memberId && row.outcome === null;
}

export function itemOf(row: CeremonyRow, named: CeremonyItem['unit'], by: Member, on: IsoDate): CeremonyItem {
  const open = row.state === 'asked' || row.state === 'approved' || (row.state === 'opened' && isMine(row, by));
  const { id, order, kind, state, emergency, reason, purpose, fields, expiresOn } = row;
  const { askedOn, approvedOn, openedOn, refusedOn, givenOn, takenOn, outcome, releasedFields } = row;
  return {
    id,
    order,
    kind,
    state,
    emergency,
    reason,
    purpose,
    fields,
    unit: named,
    askedOn,
    approvedOn,
    openedOn,
    refusedOn,
    givenOn,
    takenOn,
    outcome,
    releasedFields,
    expiresOn,
    ...latenessOf(open ? expiresOn : null, on),
    mine: isMine(row, by) && expiresOn !== null && daysBetween(on, expiresOn) >= 0,
  };
}

/** Whom a guardian may name: certified custodians who had no other part in the case. */
export type Opener = { memberId: string; name: string };

/** What a member's browser needs to open anything of a ceremony. */
export type WorkspaceData = CaseWay & { directory: SignedDirectory | null; grants: GivenGrant[]; today: IsoDate };

export type CeremonyPage = WorkspaceData & {
  item: CeremonyItem;
  facts: CeremonyFacts;
  /** The reason in words, sealed to the units that decide; null for the one who asked. */
  words: string | null;
  /** Of a lead's own ask: the case. */
  case: { id: string; order: number } | null;
  sample: { from: IsoDate; to: IsoDate; seed: string; seedSequence: number; count: number } | null;
  /** A guardian's turn: shares, whom to name, and the last day that an approval of today has. */
  approve: { shares: UnitShare[]; openers: Opener[]; expiresOn: IsoDate } | null;
  role: 'guardian' | 'opener' | 'asker' | 'finance';
};

/** One ceremony for whoever has a part in it; Refusal `notFound` for everybody else. */
export function ceremonyPage(ctx: Context, actor: Actor, ceremonyId: string): Promise<CeremonyPage> {
  const by = requireMember(actor);
  return look(ctx, actor, 'ceremony.read', `ceremony:${ceremonyId}`, async (p) => {
    const row = await findCeremony(p.db, ceremonyId);
    const role = roleIn(row, by);
    if (role === null) throw new Refusal('notFound');
    const [named] = await p.db.select({ names: unit.names }).from(unit).where(eq(unit.id, row.askedUnitId));
    const item = itemOf(row, named ?? null, by, p.today);
    return {
      ...(await workspaceData(ctx, p, by, row)),
      item,
      role,
      facts: factsOf(row),
      words: role === 'asker' || row.reasonSealed.length === 0 ? null : toBase64(row.reasonSealed),
      case: role === 'asker' && row.caseId !== null ? await caseOf(p.db, row.caseId) : null,
      sample: await sampleOf(p.db, row.id),
      approve: role === 'guardian' && item.mine ? await toApprove(p, row, by) : null,
    };
  });
}

function roleIn(row: CeremonyRow, by: Member): CeremonyPage['role'] | null {
  if (by.roles.includes('guardian')) return 'guardian';
  if (row.askedBy === by.memberId) return 'asker';
  if (row.openerId === by.memberId) return 'opener';
  const given = row.kind === 'payeeSample' && (row.state === 'approved' || row.state === 'opened');
  return given && by.roles.includes('finance') ? 'finance' : null;
}

type WorkspaceLook = Pick<Looking<'ceremony.read'>, 'db' | 'today'>;

/** `row` is the ceremony that the page is about, if there is one already. */
export async function workspaceData(
  ctx: Context,
  { db, today: on }: WorkspaceLook,
  by: Member,
  row?: CeremonyRow,
): Promise<WorkspaceData> {
  const directory = await directoryInForce(db);
  const way =
    row?.kind === 'payeeSample'
      ? await wayOfSample(db, row.id)
      : await wayOf(ctx, db, row?.caseId ?? null, row?.kind === 'escrow');
  return { ...way, directory, grants: await grantsOf(db, by.memberId), today: on };
}

async function caseOf(db: Db | Tx, caseId: string): Promise<CeremonyPage['case']> {
  const [row] = await db
    .select({ id: caseFile.id, order: caseFile.order })
    .from(caseFile)
    .where(eq(caseFile.id, caseId));
  return row ?? null;
}

async function sampleOf(tx: Tx, ceremonyId: string): Promise<CeremonyPage['sample']> {
  const [row] = await tx.select().from(payeeSample).where(eq(payeeSample.ceremonyId, ceremonyId));
  if (!row) return null;
  const { fromDay: from, toDay: to, seed, seedSequence, rewardIds } = row;
  return { from, to, seed, seedSequence, count: rewardIds.length };
}

async function toApprove({ db, today: on }: WorkspaceLook, row: CeremonyRow, by: Member) {
  const terms = await ceremonyTerms(db, on);
  return {
    shares: await sharesHeld(db, row, 'guardians'),
    openers: await openersFor(db, row, by),
    expiresOn: addDays(on, row.emergency ? terms.emergencyApprovalDays : terms.approvalDays),
  };
}

async function openersFor(tx: Tx, row: CeremonyRow, by: Member): Promise<Opener[]> {
  const rows = await tx
    .select({ id: member.id, name: member.name, roles: member.roles })
    .from(member)
    .where(eq(member.status, 'enrolled'))
    .orderBy(asc(member.name));
  if (row.kind === 'payeeSample') {
    return rows.filter(({ id }) => id === row.askedBy).map(({ id, name }) => ({ memberId: id, name }));
  }
  const { members } = await certifiedInForce(tx);
  const earlier = await earlierParts(tx, row.caseId, row.id);
  const openers: Opener[] = [];
  for (const { id, name, roles } of rows) {
    if (!roles.includes('custodian') || !members.has(id) || id === by.memberId || id === row.askedBy) continue;
    if (mayPlay(await otherMember(tx, id), row.kind, 'opener', earlier)) openers.push({ memberId: id, name });
  }
  return openers;
}

/** Certified keys for sealing an ask's words, and who asks. Refusal `notAllowed` for whoever may not ask. */
export async function workspaceToAsk(
  ctx: Context,
  actor: Actor,
  act: 'escrow.ask' | 'payee.askSample',
): Promise<WorkspaceData & { memberId: string }> {
  const by = requireMember(actor);
  const nothing = { steps: [], chain: null, marks: [], former: [], grants: [] };
  return look(ctx, by, act, null, async ({ db, today: on }) => ({
    ...nothing,
    directory: await directoryInForce(db),
    today: on,
    memberId: by.memberId,
  }));
}

/** How many ceremonies wait for this member, on a day. */
export async function ceremoniesWaiting(db: Db, by: Member, on: IsoDate): Promise<number> {
  if (!isUuid(by.memberId)) return 0;
  const rows = await db
    .select()
    .from(ceremony)
    .where(and(seenBy(by), inArray(ceremony.state, ['asked', 'approved', 'opened'])));
  return rows.filter((row) => isMine(row, by) && row.expiresOn !== null && row.expiresOn >= on).length;
}
