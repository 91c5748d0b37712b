import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { memberPost } from '#db/schema/staff';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import type { Role } from '~/domain/vocabulary';

export type FormerOffice = { unitId: string; kind: string };

/**
 * Units in which somebody who is invited worked before, under another login or before there was one. Certificates name
 * them, because nobody takes part in opening a report about an office that was theirs. Refusal `invalid` (field
 * formerUnitIds).
 */
export async function formerOffices(tx: Tx, unitIds: readonly string[], present: string): Promise<FormerOffice[]> {
  const wanted = [...new Set(unitIds)].filter((id) => id !== present);
  if (wanted.length === 0) return [];
  const known = wanted.filter(isUuid);
  const rows = await tx.select({ unitId: unit.id, kind: unit.kind }).from(unit).where(inArray(unit.id, known));
  if (rows.length !== wanted.length) throw new Refusal('invalid', { field: 'formerUnitIds' });
  return rows;
}

/** The roles that former offices gave: whoever worked with one share of every identity may have kept it. */
export const rolesBefore = (offices: readonly FormerOffice[]): Role[] =>
  offices.flatMap(({ kind }): Role[] =>
    kind === 'custodians' ? ['custodian'] : kind === 'guardians' ? ['guardian'] : [],
  );

/** Stored as posts that have ended; the keys and roles of that time belong to the login of that time. */
export async function keepFormerOffices(
  tx: Tx,
  memberId: string,
  offices: readonly FormerOffice[],
  day: IsoDate,
): Promise<void> {
  if (offices.length === 0) return;
  const ended = { memberId, roles: [], fromDay: day, toDay: day };
  await tx.insert(memberPost).values(offices.map(({ unitId }) => ({ ...ended, id: randomUUID(), unitId })));
}

/** Every role a member ever held, here or by a former office. */
export async function rolesEver(db: Db | Tx, memberId: string): Promise<Role[]> {
  const posts = await db
    .select({ roles: memberPost.roles, unitId: memberPost.unitId, kind: unit.kind })
    .from(memberPost)
    .innerJoin(unit, eq(unit.id, memberPost.unitId))
    .where(eq(memberPost.memberId, memberId));
  const here = posts.flatMap(({ roles }) => roles as Role[]);
  return [...new Set([...here, ...rolesBefore(posts.filter(({ roles }) => roles.length === 0))])];
}
