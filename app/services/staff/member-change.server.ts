import { randomUUID } from 'node:crypto';
import { and, count, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { member, memberPost, passkey } from '#db/schema/staff';
import type { Actor } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { isRefusal, Refusal } from '~/domain/refusal';
import { requireShown } from '~/domain/shown-entry';
import { rolesChange, rolesShown } from '~/domain/staff/role-change';
import { keyRoleIn } from '~/domain/staff/unit-kinds';
import type { Role } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { rolesEver } from '~/services/keys/former-office.server';
import { requireOtherHolders } from '~/services/keys/last-holder.server';
import { type Performing, perform } from '~/services/perform.server';
import { lockMember, type MemberRow, requireFittingRoles } from './member.server';
import { closeAllSessions } from './staff-session.server';

/** `agreed`: a second person agreed, where a unit loses a reader that it needs. */
type Change = { memberId: string; agreed: boolean };
type At = Pick<Performing, 'tx' | 'today'>;

/**
 * Gives a member other roles than those with which the form was filled (`shown`); takes effect at their next request.
 * Refusals: `samePerson`, `conflict` (data.rule: changedMeanwhile of requireShown; lastHolder: nobody else could open a
 * key of the unit; secondPerson).
 */
export async function changeRoles(
  ctx: Context,
  actor: Actor,
  memberId: string,
  { roles: after, shown }: { roles: readonly Role[]; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'member.changeRoles', `member:${memberId}`, async (p) => {
    p.record(await giveRoles(p, actor, { memberId, after, shown, agreed: false }));
  });
}

export async function giveRoles(
  { tx, today }: At,
  by: Actor,
  { memberId, after, shown, agreed }: Change & { after: readonly Role[]; shown?: string },
): Promise<{ added: Role[]; removed: Role[] }> {
  const { row, added, removed } = await decideRoles(tx, by, memberId, after);
  if (shown !== undefined) requireShown(shown, rolesShown(row.roles as Role[]), { memberId });
  await requireFittingRoles(tx, after, row.unitId);
  await endPosts(tx, memberId, today);
  await dropGrants(tx, row, after, { field: 'roles', agreed });
  await tx
    .insert(memberPost)
    .values({ id: randomUUID(), memberId, unitId: row.unitId, roles: [...after], fromDay: today });
  await tx
    .update(member)
    .set({ roles: [...after] })
    .where(eq(member.id, memberId));
  return { added, removed };
}

/**
 * Ends a member's access at once: sessions, link, login, and the unit keys wrapped to them. Refusals: `samePerson`,
 * `alreadyDone`, `conflict` (data.rule lastAdministrator, lastHolder, secondPerson).
 */
export async function disableMember(ctx: Context, actor: Actor, memberId: string): Promise<void> {
  await perform(ctx, actor, 'member.disable', `member:${memberId}`, (p) =>
    endAccess(p, actor, { memberId, agreed: false }),
  );
}

export async function endAccess({ tx, today }: At, by: Actor, { memberId, agreed }: Change): Promise<void> {
  const { row } = await decideRoles(tx, by, memberId, []);
  if (row.status === 'disabled') throw new Refusal('alreadyDone');
  await endPosts(tx, memberId, today);
  await dropGrants(tx, row, [], { field: 'memberId', agreed });
  await closeAllSessions(tx, memberId);
  await tx.delete(passkey).where(eq(passkey.memberId, memberId));
  await tx
    .update(member)
    .set({ status: 'disabled', inviteHash: null, loginKeyHash: null, totpSealed: null })
    .where(eq(member.id, memberId));
}

async function decideRoles(tx: Tx, by: Actor, memberId: string, after: readonly Role[]) {
  // Two administrators who remove each other at once must queue, so that the last one stays.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('anshao/administrators'))`);
  const row = await lockMember(tx, memberId);
  const [others] = await tx
    .select({ n: count() })
    .from(member)
    .where(and(ne(member.id, memberId), eq(member.status, 'enrolled'), sql`'administrator' = any(${member.roles})`));
  const [grant] = await tx
    .select({ id: unitKey.id })
    .from(unitKeyGrant)
    .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
    .where(and(eq(unitKeyGrant.memberId, memberId), isNull(unitKey.retiredOn)))
    .limit(1);
  const change = rolesChange({
    actorId: by.kind === 'member' ? by.memberId : '',
    memberId,
    before: row.roles as Role[],
    after,
    ever: await rolesEver(tx, memberId),
    otherAdministrators: others?.n ?? 0,
    holdsUnitKey: grant !== undefined,
  });
  if (isRefusal(change)) throw change;
  return { ...change, row };
}

/**
 * Takes back unit keys that the roles no longer allow; because the member may have kept them, these keys become due for
 * rotation. Refusals: `conflict` (lastHolder) where nobody else could open one of them, (secondPerson) where only one
 * other could.
 */
async function dropGrants(
  tx: Tx,
  { id, unitId }: MemberRow,
  after: readonly Role[],
  how: { field: 'memberId' | 'roles'; agreed: boolean },
): Promise<void> {
  const [at] = await tx.select({ kind: unit.kind }).from(unit).where(eq(unit.id, unitId));
  if (at && keyRoleIn(after, at.kind)) return;
  await requireOtherHolders(tx, id, how);
  await tx.delete(unitKeyGrant).where(eq(unitKeyGrant.memberId, id));
}

async function endPosts(tx: Tx, memberId: string, day: IsoDate): Promise<void> {
  await tx
    .update(memberPost)
    .set({ toDay: day })
    .where(and(eq(memberPost.memberId, memberId), isNull(memberPost.toDay)));
}
