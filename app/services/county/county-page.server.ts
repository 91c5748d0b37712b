import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '#db/client';
import { countyChange } from '#db/schema/county-change';
import { signboard } from '#db/schema/register';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { type CountyEntry, countyShown } from '~/domain/county/county-entry';
import type { IsoDate } from '~/domain/dates';
import { shownText } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { countyInfo } from './county.server';
import { changeShown } from './county-change.server';

export type AskedCounty = {
  id: string;
  entry: CountyEntry;
  fromDay: IsoDate;
  askedByName: string;
  /** This member asked for it, and so cannot be the second person. */
  own: boolean;
  shown: string;
};

/** The county's names and hotline, what waits for a second person or for its day, and how many boards show the number. */
export function countyPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'county.read', null, async ({ db }) => {
    const { names, hotline } = await countyInfo(db);
    const entry: CountyEntry = { names, hotline };
    const rows = await db
      .select({ row: countyChange, name: member.name })
      .from(countyChange)
      .innerJoin(member, eq(member.id, countyChange.askedBy))
      .where(isNull(countyChange.appliedOn))
      .orderBy(asc(countyChange.fromDay), asc(countyChange.order));
    const of = (state: string) =>
      rows
        .filter(({ row }) => row.state === state)
        .map(
          ({ row, name }): AskedCounty => ({
            ...{ id: row.id, entry: row.entry, fromDay: row.fromDay, askedByName: name },
            ...{ own: row.askedBy === actor.memberId, shown: changeShown(row) },
          }),
        );
    return {
      entry,
      shown: shownText(countyShown(entry)),
      asked: of('asked'),
      coming: of('confirmed'),
      boards: await db.$count(signboard, and(eq(signboard.hotline, hotline), isNull(signboard.closedOn))),
      may: { ask: holdsRoleFor(actor, 'county.ask'), confirm: holdsRoleFor(actor, 'county.confirm') },
    };
  });
}

/** How many changes wait for a second person. */
export const countyWaiting = (db: Db): Promise<number> => db.$count(countyChange, eq(countyChange.state, 'asked'));
