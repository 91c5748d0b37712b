import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { member, memberPost } from '#db/schema/staff';
import type { Actor } from '~/domain/acts/permission';
import { addDays, type IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { checkRoleChange } from '~/domain/staff/role-conflicts';
import { rolesFitUnit } from '~/domain/staff/unit-kinds';
import { withoutMarks } from '~/domain/typed/text';
import { isUuid } from '~/domain/uuid';
import { ROLES, type Role } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { formerOffices, keepFormerOffices, rolesBefore } from '~/services/keys/former-office.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { newToken, tokenHash } from '~/services/token.server';

export type MemberRow = typeof member.$inferSelect;
/** What pages may know about a member. */
export type MemberView = Pick<MemberRow, 'id' | 'login' | 'name' | 'unitId' | 'status' | 'createdOn'> & {
  roles: Role[];
  /**
   * What is wrong with how they sign in: `passkeyOnly`: locked out by a move of the site · `renewAuthenticator`: since
   * a break-in.
   */
  signsIn: ('passkeyOnly' | 'renewAuthenticator')[];
};
export const hasPassphrase = (row: MemberRow): boolean =>
  row.loginKeyHash !== null && row.totpSealed !== null && row.wrappedKeys !== null;

/** Set since a break-in in which others learned the server's key for authenticators. */
export const mustRenewAuthenticator = (row: Pick<MemberRow, 'totpSealed' | 'totpMadeOn'>): boolean =>
  row.totpSealed !== null && row.totpMadeOn === null;

export type NewMember = {
  login: string;
  name: string;
  roles: readonly Role[];
  unitId: string;
  /** Offices in which they worked before. */
  formerUnitIds?: readonly string[];
};
/** `token` goes into the enrolment link; the server stores only its hash. */
export type Invitation = { memberId: string; token: string };

const INVITE_DAYS = 7;

/** Invites somebody: the link lets them make their keys in their own browser. Refusals: `invalid`, `conflict`. */
export function inviteMember(ctx: Context, actor: Actor, draft: NewMember): Promise<Invitation> {
  const memberId = randomUUID();
  return perform(ctx, actor, 'member.create', `member:${memberId}`, async ({ tx, today: day, record }) => {
    record({ roles: [...draft.roles] });
    return insertInvited(tx, memberId, draft, day);
  });
}

/** The part of an invitation that runs inside another act (set-up makes the first administrator). */
export async function insertInvited(tx: Tx, memberId: string, draft: NewMember, day: IsoDate): Promise<Invitation> {
  await requireFittingRoles(tx, draft.roles, draft.unitId);
  const name = requireLoginAndName(draft);
  const former = await formerOffices(tx, draft.formerUnitIds ?? [], draft.unitId);
  const conflict = checkRoleChange(draft.roles, rolesBefore(former), false);
  if (conflict) throw conflict;
  const token = newToken();
  const rows = await tx
    .insert(member)
    .values({
      id: memberId,
      login: draft.login,
      name,
      roles: [...draft.roles],
      unitId: draft.unitId,
      status: 'invited',
      inviteHash: tokenHash('invite', token),
      inviteExpiresOn: addDays(day, INVITE_DAYS),
      createdOn: day,
    })
    .onConflictDoNothing({ target: member.login })
    .returning({ id: member.id });
  if (rows.length === 0) throw new Refusal('alreadyDone', { field: 'login' });
  await tx
    .insert(memberPost)
    .values({ id: randomUUID(), memberId, unitId: draft.unitId, roles: [...draft.roles], fromDay: day });
  await keepFormerOffices(tx, memberId, former, day);
  return { memberId, token };
}

/** What can be said about the two without a look at anybody else; returns the name as it is kept. Refusal `invalid`. */
export function requireLoginAndName(draft: Pick<NewMember, 'login' | 'name'>): string {
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(draft.login)) throw new Refusal('invalid', { field: 'login' });
  const name = withoutMarks(draft.name).trim();
  if (name === '' || name.length > 60) throw new Refusal('invalid', { field: 'name' });
  return name;
}

/** Makes a new link for a member who has not enrolled yet; the old one stops working. */
export function renewInvitation(ctx: Context, actor: Actor, memberId: string): Promise<Invitation> {
  return perform(ctx, actor, 'member.create', `member:${memberId}`, async ({ tx, today: day }) => {
    const row = await lockMember(tx, memberId);
    if (row.status !== 'invited') throw new Refusal('alreadyDone');
    const token = newToken();
    await tx
      .update(member)
      .set({ inviteHash: tokenHash('invite', token), inviteExpiresOn: addDays(day, INVITE_DAYS) })
      .where(eq(member.id, memberId));
    return { memberId, token };
  });
}

/** All members, for the administrator. */
export async function members(ctx: Context, actor: Actor): Promise<MemberView[]> {
  return look(ctx, actor, 'member.read', null, async ({ db }) => {
    const rows = await db.select().from(member).orderBy(asc(member.login));
    return rows.map((row) => {
      const { id, login, name, unitId, status, createdOn } = row;
      const signsIn: MemberView['signsIn'] = [];
      if (status === 'enrolled' && !hasPassphrase(row)) signsIn.push('passkeyOnly');
      if (status === 'enrolled' && mustRenewAuthenticator(row)) signsIn.push('renewAuthenticator');
      return { id, login, name, unitId, status, createdOn, roles: row.roles as Role[], signsIn };
    });
  });
}

/** Refusal `notFound`. */
export async function lockMember(tx: Tx, memberId: string): Promise<MemberRow> {
  const [row] = isUuid(memberId) ? await tx.select().from(member).where(eq(member.id, memberId)).for('update') : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

/** Refusals `invalid` (roles, unitId), `conflict` (rolesFitUnit). */
export async function requireFittingRoles(tx: Tx, roles: readonly Role[], unitId: string): Promise<void> {
  if (roles.length === 0 || !roles.every((role) => ROLES.includes(role))) {
    throw new Refusal('invalid', { field: 'roles' });
  }
  const [row] = isUuid(unitId) ? await tx.select({ kind: unit.kind }).from(unit).where(eq(unit.id, unitId)) : [];
  if (!row) throw new Refusal('invalid', { field: 'unitId' });
  if (!rolesFitUnit(roles, row.kind)) throw new Refusal('conflict', { field: 'roles', data: { rule: 'rolesFitUnit' } });
}
