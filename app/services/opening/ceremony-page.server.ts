import { and, desc, eq, inArray, or, type SQL } from 'drizzle-orm';
import type { Db } from '#db/client';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import type { Actor, Member } from '~/domain/acts/permission';
import { latenessOf } from '~/domain/case/deadlines';
import { daysBetween, type IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { toBase64 } from '~/envelope/bytes';
import { requireMember } from '~/services/case/case-act.server';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { type CeremonyRow, factsOf, findCeremony } from './ceremony-rows.server';
import type { CeremonyItem, CeremonyPage } from './ceremony-view.server';
import { caseOf, sampleOf, toApprove, workspaceData } from './ceremony-workspace.server';

export type CeremonyLists = { waiting: CeremonyItem[]; past: CeremonyItem[] };

const PAST = 50;

/**
 * What waits for this member, and what is done and they may still see; emergencies come first, then the earliest last
 * day.
 */
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

/**
 * Guardians see every request; custodians those that name them; leads and auditors their own; finance approved samples.
 */
function seenBy(by: Member): SQL | undefined {
  if (by.roles.includes('guardian')) return undefined;
  const wanted = [
    by.roles.includes('custodian') ? eq(ceremony.openerId, by.memberId) : undefined,
    by.roles.includes('lead') || by.roles.includes('auditor') ? eq(ceremony.askedBy, by.memberId) : undefined,
    by.roles.includes('finance')
      ? and(eq(ceremony.kind, 'payeeSample'), inArray(ceremony.state, ['approved', 'opened']))
      : undefined,
  ].filter((one) => one !== undefined);
  // Nothing is seen with none of these roles; the permission table has refused before.
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

/** How many ceremonies wait for this member, on a day. */
export async function ceremoniesWaiting(db: Db, by: Member, on: IsoDate): Promise<number> {
  if (!isUuid(by.memberId)) return 0;
  const rows = await db
    .select()
    .from(ceremony)
    .where(and(seenBy(by), inArray(ceremony.state, ['asked', 'approved', 'opened'])));
  return rows.filter((row) => isMine(row, by) && row.expiresOn !== null && row.expiresOn >= on).length;
}
