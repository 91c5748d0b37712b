import { and, asc, eq, gt } from 'drizzle-orm';
import type { Db } from '#db/client';
import { dutyOutcome, rosterChange } from '#db/schema/duty';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { DUTY_PROBLEMS, type DutyProblem } from '~/domain/county/duty-standing';
import { holes, holesBy, isLast, overlaps, type RosterEntry, type RosterLine, type Span } from '~/domain/county/roster';
import { lineShown } from '~/domain/county/roster-entry';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { shownText } from '~/domain/shown-entry';
import { isRouted } from '~/domain/staff/unit-kinds';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { units } from './county.server';
import { dutyStanding, waysSetUp } from './duty-standing.server';
import { rosterOn } from './roster.server';
import { changeShown, NO_LINE } from './roster-change.server';

export type AskedChange = {
  id: string;
  entryId: string;
  line: RosterLine | null;
  /** The entry as it stands now; null for one that is added. */
  before: RosterLine | null;
  fromDay: IsoDate;
  askedByName: string;
  /** This member asked for it, and so cannot be the second person. */
  own: boolean;
  shown: string;
  /** Hours at which nobody would go and look, and somebody does now. */
  holes: Hole[];
};
export type EntryOutcome = {
  entryId: string;
  way: 'mail' | 'webhook';
  state: 'waiting' | 'sent' | 'refused';
  problem: DutyProblem | null;
  said: string | null;
  onDay: IsoDate;
  /** Somebody told the number of the test message. */
  readOn: IsoDate | null;
};
export type Hole = { unitId: string; names: Localized; spans: Span[] };

/** The roster in force, what is lacking in it, what waits for a second person, and what came of the last messages. */
export function rosterPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'roster.read', null, async ({ db, today }) => {
    const [roster, offices] = await Promise.all([rosterOn(db, today), units(db)]);
    const named = offices.flatMap(({ id, names, closedOn }) => (closedOn === null ? [{ id, names }] : []));
    const handling = offices.filter((one) => isRouted(one) && one.closedOn === null);
    return {
      roster: [...roster].sort(byPlace),
      units: named,
      holes: holesOf(handling, (id) => holes(roster, 'danger', id)),
      overlaps: overlaps(roster),
      /** Supervisors and administrators would only see it on their pages, if nobody else confirmed. */
      noLast: roster.length > 0 && !roster.some((one) => one.event === 'danger' && isLast(one)),
      lacks: await dutyStanding(ctx, db),
      ways: [...waysSetUp(ctx)],
      outcomes: await outcomes(db),
      asked: await askedChanges(db, actor, roster, handling),
      later: await laterChanges(db, today),
      may: {
        ask: holdsRoleFor(actor, 'roster.ask'),
        confirm: holdsRoleFor(actor, 'roster.confirm'),
        test: holdsRoleFor(actor, 'roster.test'),
      },
    };
  });
}

type Office = { id: string; names: Localized };

const holesOf = (offices: readonly Office[], spansOf: (id: string) => Span[]): Hole[] =>
  offices.flatMap(({ id, names }) => {
    const spans = spansOf(id);
    return spans.length > 0 ? [{ unitId: id, names, spans }] : [];
  });

const byPlace = (a: RosterEntry, b: RosterEntry): number =>
  a.event.localeCompare(b.event) ||
  (a.unitId ?? '~').localeCompare(b.unitId ?? '~') ||
  a.rank - b.rank ||
  a.from - b.from ||
  a.id.localeCompare(b.id);

async function outcomes(db: Db): Promise<EntryOutcome[]> {
  const rows = await db.select().from(dutyOutcome);
  return rows.map(({ entryId, way, state, problem, said, onDay, readOn }) => ({
    ...{ entryId, way, state, said, onDay, readOn },
    problem: DUTY_PROBLEMS.find((one) => one === problem) ?? null,
  }));
}

async function askedChanges(
  db: Db,
  actor: Member,
  roster: readonly RosterEntry[],
  offices: readonly Office[],
): Promise<AskedChange[]> {
  const rows = await db
    .select({ row: rosterChange, name: member.name })
    .from(rosterChange)
    .innerJoin(member, eq(member.id, rosterChange.askedBy))
    .where(eq(rosterChange.state, 'asked'))
    .orderBy(asc(rosterChange.order));
  return rows.map(({ row, name }) => ({
    ...{ id: row.id, entryId: row.entryId, line: row.line, fromDay: row.fromDay },
    before: roster.find(({ id }) => id === row.entryId) ?? null,
    askedByName: name,
    own: row.askedBy === actor.memberId,
    shown: changeShown(row),
    holes: holesOf(offices, (id) => holesBy(roster, row, 'danger', id)),
  }));
}

/** Changes that two people agreed on and that hold from a later day. */
const laterChanges = (db: Db, today: IsoDate) =>
  db
    .select({ id: rosterChange.id, line: rosterChange.line, fromDay: rosterChange.fromDay })
    .from(rosterChange)
    .where(and(eq(rosterChange.state, 'confirmed'), gt(rosterChange.fromDay, today)))
    .orderBy(asc(rosterChange.fromDay), asc(rosterChange.order));

/** How many changes wait for this member, or for another one where this member asked. */
export function rosterWaiting(db: Db): Promise<number> {
  return db.$count(rosterChange, eq(rosterChange.state, 'asked'));
}

/** One entry for its form; `null` begins a new one. Refusal `notFound`. */
export function rosterEntryForForm(ctx: Context, actor: Member, entryId: string | null) {
  return look(ctx, actor, 'roster.ask', null, async ({ db, today }) => {
    const entry = entryId === null ? null : (await rosterOn(db, today)).find(({ id }) => id === entryId);
    if (entry === undefined) throw new Refusal('notFound');
    const open = (await units(db)).filter(({ closedOn }) => closedOn === null);
    return {
      entry,
      shown: shownText(entry === null ? NO_LINE : lineShown(entry)),
      units: open.map(({ id, names }) => ({ value: id, names })),
      ways: [...waysSetUp(ctx)],
    };
  });
}
