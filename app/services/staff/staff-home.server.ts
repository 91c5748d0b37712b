import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Db } from '#db/client';
import { accusedMark } from '#db/schema/accused-mark';
import { unit, unitDraft, unitKey, unitKeyGrant } from '#db/schema/county';
import { deletionRequest } from '#db/schema/deletion';
import { payoutBatch, reward, rewardProposal } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { DutyLack } from '~/domain/county/duty-standing';
import type { IsoDate } from '~/domain/dates';
import { isRefusal, Refusal } from '~/domain/refusal';
import { directoryChanges } from '~/envelope/keys/directory-change';
import { ordersWaiting } from '~/services/case/committee-order.server';
import { hazardsWaiting } from '~/services/case/hazard-page.server';
import { unitProgress } from '~/services/case/oversight.server';
import { transfersLost } from '~/services/case/transfer-chain.server';
import type { Context } from '~/services/context.server';
import { calendarWaiting } from '~/services/county/calendar-page.server';
import { readiness } from '~/services/county/county.server';
import { countyWaiting } from '~/services/county/county-page.server';
import { dutyStanding } from '~/services/county/duty-standing.server';
import { policiesWaiting } from '~/services/county/policy-standing.server';
import { testsFor } from '~/services/county/rehearsal-held.server';
import { rosterWaiting } from '~/services/county/roster-page.server';
import { certifiedInForce, openedInForce, requireCertified } from '~/services/keys/certified.server';
import { directoryDraft } from '~/services/keys/directory-draft.server';
import { removalsAsked } from '~/services/keys/key-removal.server';
import { offeredDraft } from '~/services/keys/offered-draft.server';
import { isRoutingDue } from '~/services/keys/routing-page.server';
import { waitingCount } from '~/services/keys/routing-waiting.server';
import { signedHeldKeys } from '~/services/keys/signed-held-keys.server';
import { isStampDue } from '~/services/keys/stamp-page.server';
import { unitKeyPage } from '~/services/keys/unit-key.server';
import { look } from '~/services/look.server';
import { ceremoniesWaiting } from '~/services/opening/ceremony-page.server';
import { penaltiesWaiting } from '~/services/publication/penalty.server';
import { releasesDue } from '~/services/publication/release-asking.server';
import { supervisionsWaiting } from '~/services/publication/supervision.server';
import { openAlerts } from '~/services/report/alerts.server';
import { type WaitingOutside, waitingForSuperior } from '~/services/report/superior-waiting.server';
import { fundsRunningLow } from '~/services/reward/fund-outlook.server';
import { type OwnAddresses, ownAddresses } from './addresses.server';
import { pagesOf, type StaffPage } from './staff-frame.server';

/** Counts on the staff home; a page without a count has null. */
export type HomeCounts = {
  name: string;
  pages: StaffPage[];
  /** Openings by two people in which it is this member's turn. */
  ceremonies: number | null;
  penalties: number | null;
  supervisions: number | null;
  /** Months over whose statistics nobody has released. */
  releases: number | null;
  rewards: number | null;
  /** Entries of the own unit's rectification ledger that are late, and those that wait to be struck off. */
  hazards: { late: number; reinspected: number } | null;
  /** Units whose reward money of this year is low, or does not cover what comes; null for auditors, who spend none. */
  funds: number | null;
  payoutsFinance: number | null;
  payoutsGuardian: number | null;
  /** `make`: the unit has no key. A number: members who wait for it. */
  keys: 'make' | number | null;
  directory: number | null;
  members: number | null;
  /** Lines of the draft that guardians have not signed yet. */
  duties: number | null;
  /** Sealed files that nobody handed on to the level above yet, and how many of them wait too long. */
  outgoing: WaitingOutside | null;
  /** Units that are drafted otherwise than guardians have signed them. */
  units: number | null;
  /** Reports of danger to life that nobody acknowledged: of the own unit, or of all. */
  alerts: number | null;
  /** Changes of the duty roster, and of holidays, that wait for a second person. */
  roster: number | null;
  calendar: number | null;
  county: number | null;
  policies: number | null;
  /** What keeps danger to life from reaching somebody, for those who can mend it; null for all others. */
  dutyLacks: DutyLack[] | null;
  /** Does it wait for this guardian's stamp that list and routing are the newest ones? */
  stamp: boolean;
  /** What waits for a second person, where this member may be that person. */
  marks: number | null;
  deletions: number | null;
  removals: number | null;
  /** The counts of all units together, for those who press for progress. */
  oversight: { urgent: number; overdue: number } | null;
  /** What the committee office asks: to be answered by a lead, to be looked at by who supervises. */
  orders: { open: number; late: number } | null;
  /** Does a proposed reward wait for this member or for a colleague? */
  approves: boolean;
  /** Whether a passkey is still to be added for an address of the site. */
  addresses: OwnAddresses;
  /** Test reports that this member can open and has not. */
  rehearsals: number;
  operator: boolean;
};

/** What this person can do next. */
export function staffHome(ctx: Context, actor: Member): Promise<HomeCounts> {
  const own = `member:${actor.memberId}` as const;
  return look(ctx, actor, 'member.readOwn', own, ({ db, today }) => countsOf(ctx, db, actor, today));
}

async function countsOf(ctx: Context, db: Db, actor: Member, day: IsoDate): Promise<HomeCounts> {
  const [row] = await db
    .select({ name: member.name, kind: unit.kind })
    .from(member)
    .innerJoin(unit, eq(unit.id, member.unitId))
    .where(eq(member.id, actor.memberId));
  if (!row) throw new Refusal('notFound');
  const pages = pagesOf(actor, row.kind);
  const guardian = actor.roles.includes('guardian');
  const [cases, county, asked] = await Promise.all([
    ofCases(ctx, db, actor, day, pages),
    ofCounty(ctx, { db, today: day }, actor, pages),
    askedOf(ctx, db, actor, pages),
  ]);
  return {
    name: row.name,
    pages,
    ...cases,
    ...county,
    ...asked,
    stamp: guardian && (await isStampDue(ctx, actor)),
    approves: holdsRoleFor(actor, 'reward.approve') || holdsRoleFor(actor, 'reward.approveHigher'),
    addresses: await ownAddresses(ctx, db, actor.memberId),
    rehearsals: (await testsFor(db, actor.memberId)).length,
    operator: actor.roles.includes('operator'),
  };
}

const on = async <T>(allowed: boolean, body: () => Promise<T>): Promise<T | null> => (allowed ? body() : null);

async function ofCases(ctx: Context, db: Db, actor: Member, day: IsoDate, pages: readonly StaffPage[]) {
  const ofUnit = eq(rewardProposal.unitId, actor.unitId);
  const forwarded = holdsRoleFor(actor, 'reward.approveHigher') ? eq(rewardProposal.state, 'forwarded') : undefined;
  return {
    oversight: await on(pages.includes('oversight'), () => pressing(ctx, actor)),
    orders: await on(pages.includes('orders') && !actor.roles.includes('auditor'), () => ordersWaiting(db, actor, day)),
    penalties: await on(holdsRoleFor(actor, 'penalty.publish'), () => penaltiesWaiting(db)),
    supervisions: await on(pages.includes('supervisions'), () => supervisionsWaiting(db)),
    releases: await on(pages.includes('releases'), () => releasesDue(db, day)),
    ceremonies: await on(pages.includes('ceremonies'), () => ceremoniesWaiting(db, actor, day)),
    rewards: await on(pages.includes('rewards'), () =>
      db.$count(rewardProposal, or(and(ofUnit, eq(rewardProposal.state, 'proposed')), forwarded)),
    ),
    hazards: await on(pages.includes('hazards'), () => hazardsWaiting(db, actor, day)),
    funds: await on(pages.includes('funds') && !actor.roles.includes('auditor'), () =>
      fundsRunningLow(db, day, actor.roles.includes('finance') ? null : [actor.unitId]),
    ),
    payoutsFinance: await on(actor.roles.includes('finance'), () =>
      db.$count(reward, inArray(reward.state, ['claimed', 'released'])),
    ),
    payoutsGuardian: await on(actor.roles.includes('guardian'), () =>
      db.$count(payoutBatch, isNull(payoutBatch.releasedOn)),
    ),
  };
}

type At = { db: Db; today: IsoDate };

const ofCounty = async (ctx: Context, { db, today }: At, actor: Member, pages: readonly StaffPage[]) => ({
  keys: await on(pages.includes('keys'), () => keysToDo(db, actor)),
  directory: await on(pages.includes('directory'), () => waitingForDirectory(ctx, { db, today })),
  members: await on(pages.includes('members'), async () => {
    const units = await readiness(db);
    return units.filter((one) => one.lack !== null).length;
  }),
  duties: await on(pages.includes('duties'), () => waitingCount(db)),
  outgoing: await on(pages.includes('outgoing'), () => waitingForSuperior(ctx, db)),
  units: await on(pages.includes('units'), () => db.$count(unitDraft)),
  roster: await on(pages.includes('roster'), () => rosterWaiting(db)),
  calendar: await on(pages.includes('calendar'), () => calendarWaiting(db)),
  county: await on(pages.includes('county'), () => countyWaiting(db)),
  policies: await on(pages.includes('policies'), () => policiesWaiting(db)),
  alerts: await on(pages.includes('alerts'), () => openAlerts(db, actor)),
  dutyLacks: await on(holdsRoleFor(actor, 'roster.test'), () => dutyStanding(ctx, db)),
});

/** What somebody requested and a second person has to agree to. */
const askedOf = async (ctx: Context, db: Db, actor: Member, pages: readonly StaffPage[]) => ({
  marks: await on(pages.includes('marks'), () => db.$count(accusedMark, eq(accusedMark.state, 'asked'))),
  deletions: await on(pages.includes('deletions'), () =>
    db.$count(deletionRequest, eq(deletionRequest.state, 'asked')),
  ),
  removals: await on(pages.includes('removals') && (await isCertified(ctx, db, actor)), async () => {
    const asked = await removalsAsked(ctx, actor);
    return asked.filter(({ part }) => part === 'decides').length;
  }),
});

/** Before the first list nobody is on it, and everybody still has to find out what to do next. */
const isCertified = (ctx: Context, db: Db, actor: Member): Promise<boolean> =>
  requireCertified(ctx, db, actor).then(
    () => true,
    (error: unknown) => {
      if (isRefusal(error)) return false;
      throw error;
    },
  );

async function pressing(ctx: Context, actor: Member): Promise<{ urgent: number; overdue: number }> {
  const units = await unitProgress(ctx, actor);
  const total = (pick: 'urgent' | 'overdue') => units.reduce((sum, one) => sum + one[pick], 0);
  return { urgent: total('urgent'), overdue: total('overdue') };
}

/** Waiting members count only for those who hold the key and can hand it on. */
async function keysToDo(db: Db, actor: Member): Promise<'make' | number> {
  const page = await unitKeyPage(db, actor);
  if (!page.key) return 'make';
  const [own] = await db
    .select({ id: unitKey.id })
    .from(unitKeyGrant)
    .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
    .where(and(eq(unitKeyGrant.unitKeyId, page.key.id), eq(unitKeyGrant.memberId, actor.memberId)));
  return own ? page.holders.filter((one) => one.eligible && one.certified && !one.holds).length : 0;
}

/**
 * Entries that no guardian has compared, units that change, and a superior that does; plus one for duties that are not signed, do not hold or differ from the rows;
 * plus one for a lost transfer.
 */
async function waitingForDirectory(ctx: Context, { db, today }: At): Promise<number> {
  const lost = (await transfersLost(ctx, db)) ? 1 : 0;
  const [rows, certified] = await Promise.all([directoryDraft(db, today), certifiedInForce(db)]);
  const known = new Set([...certified.members.values(), ...certified.keys.values()].map((one) => one.recipient));
  const entries = [...rows.members, ...rows.keys].filter((one) => !known.has(one.recipient)).length;
  const inForce = await openedInForce(db);
  if (inForce === null) return entries + lost;
  const { units, outside } = directoryChanges(inForce, rows);
  const waiting = entries + units.length + outside.length;
  const [draft, words] = await Promise.all([offeredDraft(db, today), signedHeldKeys(db)]);
  return waiting + lost + ((await isRoutingDue(db, { draft, words })) ? 1 : 0);
}
