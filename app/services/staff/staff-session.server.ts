import { randomBytes } from 'node:crypto';
import { and, eq, gt, lt, ne } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { member, staffSession } from '#db/schema/staff';
import type { Role } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { tokenHash } from '~/services/token.server';

/** A working day; the session ends then, whatever happens. */
export const SESSION_MS = 8 * 3_600_000;
/** A session ends after this long without a request. */
export const IDLE_MS = 30 * 60_000;
/** The idle time on a computer that others use too. */
export const SHARED_IDLE_MS = 10 * 60_000;
/** The idle end moves in steps of this length, so that not every request writes. */
const STEP_MS = 5 * 60_000;
const SHARED = '.s';

/** The member behind a session, as pages and permission need it. */
export type SignedIn = { id: string; login: string; name: string; roles: Role[]; unitId: string };

const hashOf = (token: string) => tokenHash('staff', token);

/**
 * A new session. The token carries its own last minute and whether the computer is shared, so the row needs only the
 * idle end. The row's hash covers the whole token, so nobody can lengthen a session without changing the hash.
 */
export async function openSession(
  ctx: Context,
  tx: Tx,
  memberId: string,
  { shared = false }: { shared?: boolean } = {},
): Promise<string> {
  const minutes = Math.floor((ctx.now() + SESSION_MS) / 60_000).toString(36);
  const token = `${randomBytes(32).toString('base64url')}.${minutes}${shared ? SHARED : ''}`;
  await tx.delete(staffSession).where(lt(staffSession.expiresAt, new Date(ctx.now())));
  await tx
    .insert(staffSession)
    .values({ hash: hashOf(token), memberId, expiresAt: new Date(ctx.now() + idleOf(token)) });
  return token;
}

/** The enabled member of a valid session, or null; moves the idle end. */
export async function sessionMember(ctx: Context, token: string): Promise<SignedIn | null> {
  const last = lastMoment(token);
  if (last === null || last <= ctx.now()) return null;
  const hash = hashOf(token);
  const [row] = await ctx.db
    .select({
      id: member.id,
      login: member.login,
      name: member.name,
      roles: member.roles,
      unitId: member.unitId,
      expiresAt: staffSession.expiresAt,
    })
    .from(staffSession)
    .innerJoin(member, eq(member.id, staffSession.memberId))
    .where(
      and(eq(staffSession.hash, hash), gt(staffSession.expiresAt, new Date(ctx.now())), eq(member.status, 'enrolled')),
    );
  if (!row) return null;
  const { expiresAt, roles, ...rest } = row;
  const until = Math.min(last, ctx.now() + idleOf(token));
  if (until - expiresAt.getTime() > STEP_MS) {
    await ctx.db
      .update(staffSession)
      .set({ expiresAt: new Date(until) })
      .where(eq(staffSession.hash, hash));
  }
  return { ...rest, roles: roles as Role[] };
}

export async function closeSession(db: Db | Tx, token: string): Promise<void> {
  await db.delete(staffSession).where(eq(staffSession.hash, hashOf(token)));
}

export async function closeAllSessions(tx: Tx, memberId: string): Promise<void> {
  await tx.delete(staffSession).where(eq(staffSession.memberId, memberId));
}

/** Ends all sessions but the one of this token. */
export async function closeOtherSessions(tx: Tx, memberId: string, token: string): Promise<void> {
  await tx.delete(staffSession).where(and(eq(staffSession.memberId, memberId), ne(staffSession.hash, hashOf(token))));
}

/** The member said at sign-in that others use this computer too. */
export const isShared = (token: string): boolean => token.endsWith(SHARED);

const idleOf = (token: string): number => (isShared(token) ? SHARED_IDLE_MS : IDLE_MS);

function lastMoment(token: string): number | null {
  const [, minutes] = /^[\w-]{43}\.([0-9a-z]{1,9})(?:\.s)?$/.exec(token) ?? [];
  return minutes === undefined ? null : Number.parseInt(minutes, 36) * 60_000;
}
