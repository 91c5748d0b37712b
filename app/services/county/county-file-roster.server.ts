import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { rosterChange } from '#db/schema/duty';
import type { CountyValues } from '~/contract/county/county-file';
import type { Member } from '~/domain/acts/permission';
import { lineKey } from '~/domain/county/county-file';
import type { RosterLine } from '~/domain/county/roster';
import { lineShown, timeText } from '~/domain/county/roster-entry';
import type { IsoDate } from '~/domain/dates';
import { shownText } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { units } from './county.server';
import { type CodeOf, type IdOf, wrong } from './county-file-units.server';
import { rosterOn } from './roster.server';
import { askRoster, askRosterEnd } from './roster-change.server';

// The duty roster in the file of the set-up: lines that stand or shall begin, and those that shall end. A line that is
// changed ends, and another one begins on the same day; so it means the same where entries have other ids.

/** What stands, what two people agreed on for a later day, and what waits for a second person. */
export async function presentRoster(db: Db | Tx, today: IsoDate, codeOf: CodeOf) {
  const coming = await db
    .select()
    .from(rosterChange)
    .where(
      or(eq(rosterChange.state, 'asked'), and(eq(rosterChange.state, 'confirmed'), gt(rosterChange.fromDay, today))),
    )
    .orderBy(asc(rosterChange.fromDay), asc(rosterChange.order));
  const now = await rosterOn(db, today);
  const lines = now.map(({ id: _, ...line }) => rosterEntry(line, codeOf));
  const standing = new Set(lines.map(lineKey));
  const endings: CountyValues['rosterEndings'][] = [];
  const latest = new Map<string, RosterLine>(now.map(({ id, ...line }) => [id, line]));
  for (const { entryId, line, fromDay } of coming) {
    const before = latest.get(entryId);
    if (before) endings.push({ ...rosterEntry(before, codeOf), fromDay });
    if (line === null) latest.delete(entryId);
    else {
      latest.set(entryId, line);
      lines.push({ ...rosterEntry(line, codeOf), fromDay });
    }
  }
  return { lines, endings, standing };
}

const rosterEntry = (
  { event, unitId, role, days, from, to, rank, mail, target }: RosterLine,
  codeOf: CodeOf,
): CountyValues['roster'] => ({
  ...{ event, role, rank },
  days: [...days],
  unit: codeOf(unitId) ?? '',
  from: timeText(from),
  to: timeText(to),
  mail: mail ?? '',
  target: target ?? '',
});

export async function keepRoster(
  ctx: Context,
  actor: Member,
  { unit, days, rank, fromDay = '', ...line }: CountyValues['roster'],
  id: IdOf,
): Promise<void> {
  const typed = { ...line, unitId: unit === '' ? '' : id(unit), days: days.map(String), rank: String(rank) };
  await askRoster(ctx, actor, null, { ...typed, fromDay, shown: '' });
}

export async function keepRosterEnding(
  ctx: Context,
  actor: Member,
  { fromDay = '', ...line }: CountyValues['rosterEndings'],
): Promise<void> {
  const found = await look(ctx, actor, 'roster.ask', null, async ({ db, today }) => {
    const codes = new Map((await units(db)).map(({ id, code }) => [id, code]));
    const codeOf = (id: string | null) => (id === null ? null : (codes.get(id) ?? null));
    return (await rosterOn(db, today)).find((one) => lineKey(rosterEntry(one, codeOf)) === lineKey(line));
  });
  if (found === undefined) throw wrong(['entry entry']);
  await askRosterEnd(ctx, actor, found.id, { shown: shownText(lineShown(found)), endDay: fromDay });
}
