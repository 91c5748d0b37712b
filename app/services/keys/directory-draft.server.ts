import { and, eq, isNotNull, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit, unitKey } from '#db/schema/county';
import { member, memberPost } from '#db/schema/staff';
import { withEntries } from '~/domain/county/unit-tree';
import type { IsoDate } from '~/domain/dates';
import { remembering } from '~/envelope/keys/directory-memory';
import { type DirectoryContent, outsideOf } from '~/envelope/keys/directory-statement';
import { openedInForce, unitEntry } from './certified.server';
import { dueSuperior } from './superior-draft.server';
import { dueDrafts } from './unit-draft.server';

/** What may stand on the next list. */
export type DirectoryDraft = DirectoryContent;

/**
 * Keys and members by today's rows, and units and the superior with what administrators drafted from this day or an earlier one on,
 * together with what no list may forget of the one in force: only a draft, which two guardians read and sign.
 */
export async function directoryDraft(db: Db | Tx, today: IsoDate): Promise<DirectoryDraft> {
  const [rows, drafts, people, posts, keys] = await Promise.all([
    db.select().from(unit).orderBy(unit.code),
    dueDrafts(db, today),
    db
      .select()
      .from(member)
      .where(and(eq(member.status, 'enrolled'), isNotNull(member.recipient)))
      .orderBy(member.login),
    db.select({ memberId: memberPost.memberId, unitId: memberPost.unitId }).from(memberPost),
    db
      .select({ unitKeyId: unitKey.id, unitId: unitKey.unitId, epoch: unitKey.epoch, recipient: unitKey.recipient })
      .from(unitKey)
      .innerJoin(unit, eq(unit.id, unitKey.unitId))
      // A retired key stays on the list until what it opened is wrapped anew.
      .where(or(isNull(unitKey.retiredOn), isNull(unitKey.rewrappedOn)))
      .orderBy(unit.code, unitKey.epoch),
  ]);
  const known = new Set(rows.map(({ id }) => id));
  const before = await openedInForce(db);
  const superior = await dueSuperior(db, before?.superior ?? null, today);
  return remembering(before, {
    ...outsideOf(before),
    superior,
    units: withEntries(rows.map(unitEntry), drafts),
    keys,
    members: people.map(({ id, unitId, recipient, signingKey }) => {
      const former = posts.filter((post) => post.memberId === id && known.has(post.unitId)).map((post) => post.unitId);
      return {
        id,
        unitIds: [unitId],
        officeIds: [...new Set([unitId, ...former])].sort(),
        recipient: recipient ?? '',
        signingKey: signingKey ?? '',
      };
    }),
  });
}
