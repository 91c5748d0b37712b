import { randomUUID } from 'node:crypto';
import { and, asc, eq, gte, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Tx } from '#db/client';
import { keyRemoval } from '#db/schema/key-removal';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member, requireRoleFor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { addDays, type IsoDate } from '~/domain/dates';
import { isRefusal, Refusal } from '~/domain/refusal';
import { requireAsShown, shownAs } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import type { Role } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { type Performing, perform } from '~/services/perform.server';
import { lockMember } from '~/services/staff/member.server';
import { endAccess, giveRoles } from '~/services/staff/member-change.server';
import { takeUnitKeys } from './key-grant.server';
import { neededHolders } from './last-holder.server';

type Row = typeof keyRemoval.$inferSelect;
/** `roles` are those to be held afterwards; empty unless the request is about roles. */
export type Removal = Pick<Row, 'kind' | 'memberId'> & { roles: readonly Role[] };

/** The act that the requester could do alone if the unit kept its readers. */
const ALONE = {
  disable: 'member.disable',
  roles: 'member.changeRoles',
  revoke: 'unit.revokeKey',
} as const satisfies Record<Row['kind'], Act>;

/** A request that nobody answered is not carried out by surprise much later. */
const ASKED_DAYS = 7;
const from = (day: IsoDate): IsoDate => addDays(day, -ASKED_DAYS);

/**
 * Asks a second person for an act that would leave a unit with fewer readers than it needs. Refusals: those of the act
 * itself, `alreadyDone` (a request about this member waits), `conflict` (rule closesNothing: it needs nobody else).
 */
export async function askKeyRemoval(ctx: Context, actor: Member, removal: Removal): Promise<string> {
  requireRoleFor(actor, ALONE[removal.kind]);
  const { memberId, kind, roles } = removal;
  return perform(ctx, actor, 'keyRemoval.ask', `member:${memberId}`, async (p) => {
    const { tx, today: day } = p;
    await lockMember(tx, memberId);
    const units = await unitsClosed(p, actor, removal);
    const lapsed = and(
      eq(keyRemoval.memberId, memberId),
      eq(keyRemoval.state, 'asked'),
      lt(keyRemoval.askedOn, from(day)),
    );
    await tx.update(keyRemoval).set({ state: 'lapsed' }).where(lapsed);
    const id = randomUUID();
    const asked = { id, memberId, kind, roles: [...roles], askedBy: actor.memberId, askedOn: day };
    const rows = await tx
      .insert(keyRemoval)
      .values({ ...asked, state: 'asked' })
      .onConflictDoNothing()
      .returning({ id: keyRemoval.id });
    if (rows.length === 0) throw new Refusal('alreadyDone', { field: 'memberId', data: { memberId } });
    p.record({ kind, units });
    return id;
  });
}

/**
 * The second person, whom the county's list names, agrees; then the act is done as requested. Refusals: `samePerson`
 * (requested it, or is the person concerned), `alreadyDone`, `expired` (too old, or the requester may no longer),
 * `shownOtherwise` (by now it would close something else), and those of the act itself.
 */
export async function confirmKeyRemoval(
  ctx: Context,
  actor: Member,
  { requestId, shown }: { requestId: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'keyRemoval.confirm', null, async (p) => {
    const row = await decide(p, actor, requestId, 'confirmed');
    if (row.askedOn < from(p.today)) throw new Refusal('expired');
    const by = await stillMay(p.tx, row);
    const needed = await neededHolders(p.tx);
    requireAsShown(shown, removalShown(row, needed.get(row.memberId) ?? []));
    await carryOut(p, by, { ...row, roles: row.roles as Role[] }, true);
    p.record({ kind: row.kind, askedBy: row.askedBy });
  });
}

/**
 * The requester, or another person who could confirm, ends the request, and nothing is taken. Refusals: `samePerson`,
 * `alreadyDone`.
 */
export async function refuseKeyRemoval(ctx: Context, actor: Member, id: string): Promise<void> {
  await perform(ctx, actor, 'keyRemoval.refuse', null, async (p) => {
    const row = await decide(p, actor, id, 'refused');
    p.record({ kind: row.kind, askedBy: row.askedBy });
  });
}

export type AskedRemoval = Pick<Row, 'id' | 'memberId' | 'kind' | 'askedOn'> & {
  roles: Role[];
  name: string;
  askedByName: string;
  /** Units that would be left with only one reader. */
  units: string[];
  /** The part of the person who looks: requested it, is the person concerned, or may decide. */
  part: 'asked' | 'concerned' | 'decides';
  /** The text of it that its form posts back. */
  shown: string;
};

const removalShown = (
  { memberId, kind, roles }: Pick<Row, 'memberId' | 'kind' | 'roles'>,
  units: readonly string[],
) => ({
  memberId,
  kind,
  roles,
  units: [...units].sort(),
});

/** What waits for a second person. */
export async function removalsAsked(ctx: Context, actor: Member): Promise<AskedRemoval[]> {
  return look(ctx, actor, 'keyRemoval.confirm', null, async ({ db, today: day }) => {
    const asker = alias(member, 'asker');
    const rows = await db
      .select({ row: keyRemoval, name: member.name, askedByName: asker.name })
      .from(keyRemoval)
      .innerJoin(member, eq(member.id, keyRemoval.memberId))
      .innerJoin(asker, eq(asker.id, keyRemoval.askedBy))
      .where(and(eq(keyRemoval.state, 'asked'), gte(keyRemoval.askedOn, from(day))))
      .orderBy(asc(keyRemoval.askedOn), asc(member.login));
    const needed = await neededHolders(db);
    return rows.map(({ row, name, askedByName }) => {
      const { id, memberId, kind, roles, askedBy, askedOn } = row;
      const units = needed.get(memberId) ?? [];
      return {
        ...{ id, memberId, kind, roles: roles as Role[], askedOn, name, askedByName, units },
        shown: shownAs(removalShown(row, units)),
        part: askedBy === actor.memberId ? 'asked' : memberId === actor.memberId ? 'concerned' : 'decides',
      };
    });
  });
}

/** Members about whom something waits for a second person; codes only, for the page of all members. */
export function askedAbout(ctx: Context, actor: Member): Promise<string[]> {
  return look(ctx, actor, 'member.read', null, async ({ db, today: day }) => {
    const waits = and(eq(keyRemoval.state, 'asked'), gte(keyRemoval.askedOn, from(day)));
    const rows = await db.select({ memberId: keyRemoval.memberId }).from(keyRemoval).where(waits);
    return rows.map(({ memberId }) => memberId);
  });
}

async function carryOut(p: Performing, by: Member, { kind, memberId, roles }: Removal, agreed: boolean): Promise<void> {
  if (kind === 'disable') await endAccess(p, by, { memberId, agreed });
  else if (kind === 'roles') await giveRoles(p, by, { memberId, after: roles, agreed });
  else await takeUnitKeys(p.tx, by, { memberId, agreed });
}

/** Tries the act without a second person and rolls it back; returns the units for which a second person is needed. */
async function unitsClosed(p: Performing, by: Member, removal: Removal): Promise<readonly string[]> {
  const needsNobody = new Refusal('conflict', { data: { rule: 'closesNothing', memberId: removal.memberId } });
  try {
    await p.tx.transaction(async (tx) => {
      await carryOut({ ...p, tx }, by, removal, false);
      throw needsNobody;
    });
  } catch (error) {
    const units = isRefusal(error) && error.data?.rule === 'secondPerson' ? error.data.units : null;
    if (Array.isArray(units)) return units;
    throw error;
  }
  return [];
}

async function decide(
  { tx, today: day, about }: Performing,
  actor: Member,
  id: string,
  state: 'confirmed' | 'refused',
) {
  const row = await find(tx, id);
  about(`member:${row.memberId}`);
  if (row.state !== 'asked') throw new Refusal('alreadyDone');
  const asked = state === 'confirmed' && row.askedBy === actor.memberId;
  if (asked || row.memberId === actor.memberId) throw new Refusal('samePerson');
  await tx.update(keyRemoval).set({ state, decidedBy: actor.memberId, decidedOn: day }).where(eq(keyRemoval.id, id));
  return row;
}

/** Whoever requested it must still be allowed to do so today. */
async function stillMay(tx: Tx, { askedBy, kind }: Row): Promise<Member> {
  const [row] = await tx.select().from(member).where(eq(member.id, askedBy));
  const by = {
    kind: 'member',
    memberId: askedBy,
    unitId: row?.unitId ?? '',
    roles: (row?.roles ?? []) as Role[],
  } as const;
  if (row?.status !== 'enrolled' || !holdsRoleFor(by, ALONE[kind])) throw new Refusal('expired');
  return by;
}

async function find(tx: Tx, id: string): Promise<Row> {
  const [row] = isUuid(id) ? await tx.select().from(keyRemoval).where(eq(keyRemoval.id, id)).for('update') : [];
  if (!row) throw new Refusal('notFound');
  return row;
}
