import { and, eq, gte, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { rewardProposal } from '#db/schema/reward';
import { claimDueOn } from '~/domain/case/deadlines';
import { type IsoDate, type LastDay, type WorkCalendar, yearOf } from '~/domain/dates';
import type { Context } from '~/services/context.server';
import { policyInForce } from '~/services/county/policies.server';
import { STATES_OF_NOTICE } from '~/services/reward/public-notices.server';
import { caseStateOf } from './case-act.server';
import { caseDueBy, timeLimits } from './case-deadline.server';

/** A last day as it stands, and as a calendar counts it. */
export type Recounted = { id: string; before: LastDay; after: LastDay };
export type Recount = { cases: Recounted[]; claims: Recounted[] };
type By = Pick<Context, 'now'> & { calendar: WorkCalendar };

const differs = ({ before, after }: Recounted): boolean =>
  before.on !== after.on || before.provisional !== after.provisional;

/**
 * The last days of open cases and of rewards to claim that this calendar counts otherwise than they stand: those that
 * wait for their year's holidays, once these are published, and with `from` also all that end on that day or later. By
 * the time limits in force today. The day that a reporter was told to claim by moves later only.
 */
export async function recount(db: Db | Tx, by: By, from: IsoDate | null): Promise<Recount> {
  return { cases: await casesOtherwise(db, by, from), claims: await claimsOtherwise(db, by, from) };
}

const isPublishedBy = ({ calendar }: By, { on, provisional }: LastDay): boolean =>
  !provisional || calendar.isPublished(yearOf(on));

async function casesOtherwise(db: Db | Tx, by: By, from: IsoDate | null): Promise<Recounted[]> {
  const waits = eq(caseFile.dueProvisional, true);
  const rows = await db
    .select()
    .from(caseFile)
    .where(and(isNotNull(caseFile.dueOn), from === null ? waits : or(waits, gte(caseFile.dueOn, from))));
  const limits = await timeLimits(db, by);
  return rows.flatMap((row): Recounted[] => {
    const before = { on: row.dueOn ?? '', provisional: row.dueProvisional };
    if (from === null && !isPublishedBy(by, before)) return [];
    const { dueOn, dueProvisional } = caseDueBy(limits, by, caseStateOf(row), row.urgent ? row.dueOn : null);
    if (dueOn === null) return [];
    const found = { id: row.id, before, after: { on: dueOn, provisional: dueProvisional } };
    return differs(found) ? [found] : [];
  });
}

async function claimsOtherwise(db: Db | Tx, by: By, from: IsoDate | null): Promise<Recounted[]> {
  const unextended = isNull(rewardProposal.claimExtendedOn);
  const waits = and(unextended, eq(rewardProposal.claimProvisional, true));
  // Only the days of those that were claimed would stay, and the page of public notices would tell which these are.
  const published = and(
    eq(rewardProposal.noticedBy, 'published'),
    inArray(rewardProposal.state, [...STATES_OF_NOTICE]),
  );
  const shown = and(
    unextended,
    or(eq(rewardProposal.state, 'approved'), published),
    isNotNull(rewardProposal.noticedOn),
    gte(rewardProposal.claimUntil, from ?? ''),
  );
  const rows = await db
    .select({
      id: rewardProposal.id,
      noticedOn: rewardProposal.noticedOn,
      on: rewardProposal.claimUntil,
      provisional: rewardProposal.claimProvisional,
    })
    .from(rewardProposal)
    .where(from === null ? waits : or(waits, shown));
  const found: Recounted[] = [];
  for (const { id, noticedOn, on, provisional } of rows) {
    if (noticedOn === null || on === null) continue;
    const before = { on, provisional };
    if (from === null && !isPublishedBy(by, before)) continue;
    const counted = claimDueOn(noticedOn, await policyInForce(db, 'timeLimits', noticedOn), by.calendar);
    const one = { id, before, after: claimDay(before, counted) };
    if (differs(one)) found.push(one);
  }
  return found;
}

/** A day that the reporter was told without reserve is a promise. */
const claimDay = (before: LastDay, counted: LastDay): LastDay =>
  before.provisional || counted.on > before.on ? counted : { on: before.on, provisional: false };
