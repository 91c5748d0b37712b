import { randomUUID } from 'node:crypto';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { penaltyDecision } from '#db/schema/publication';
import { type Actor, holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { type PenaltyDraft, WITHDRAWAL_REASONS, type WithdrawalReason } from '~/domain/publication/penalty-form';
import { publicationDue } from '~/domain/publication/publication';
import { Refusal } from '~/domain/refusal';
import { requireAsShown } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { areas } from '~/services/county/county.server';
import { policyInForce } from '~/services/county/policies.server';
import { isWaiting, lockHandOvers, storeHandOver, takeWaiting, waitingOf } from '~/services/hand-over.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { requirePlaces } from './penalty-places.server';

type PenaltyRow = typeof penaltyDecision.$inferSelect;
const SHOWN = ['decisionNumber', 'offender', 'offence', 'decidedOn', 'amount'] as const;

/**
 * Registers a decision for the exposure list, for the member's own unit. It waits sealed, and `enterPenalties` enters
 * it the night after. It is kept apart from the case on purpose: neither this log row, which follows the case's own,
 * nor anything stored beside it can be read to name a case or the decision. Refusal `alreadyDone` when the number is
 * listed or waits already; `invalid` (sector, town).
 */
export async function registerPenalty(ctx: Context, actor: Member, draft: PenaltyDraft): Promise<void> {
  await perform(ctx, actor, 'penalty.register', null, async ({ tx, within }) => {
    within({ unitId: actor.unitId });
    await requirePlaces(tx, draft);
    await lockHandOvers(tx);
    const { decisionNumber } = draft;
    const waiting = await waitingOf(ctx, tx, 'penalty');
    const known = await tx.$count(
      penaltyDecision,
      and(eq(penaltyDecision.decisionNumber, decisionNumber), ne(penaltyDecision.state, 'withdrawn')),
    );
    if (known > 0 || waiting.some(({ content }) => content.decisionNumber === decisionNumber)) {
      throw new Refusal('alreadyDone', { field: 'decisionNumber' });
    }
    await storeHandOver(ctx, tx, 'penalty', { ...draft, amount: String(draft.amount), unitId: actor.unitId });
  });
}

/**
 * Enters what was registered on earlier days, for the publisher: in one transaction, in random order and under ids made
 * now, with one log row that names them all. So neither row, nor number, nor log tells from which act of registering,
 * and therefore from which case, a decision came. Returns how many.
 */
export async function enterPenalties(ctx: Context): Promise<number> {
  if (!(await isWaiting(ctx, ctx.db, 'penalty'))) return 0;
  const clerk = { kind: 'system', name: 'penalties' } as const;
  return perform(ctx, clerk, 'penalty.enter', null, async ({ tx, record, nothing }) => {
    const taken = await takeWaiting(ctx, tx, 'penalty');
    if (taken.length === 0) return nothing(0);
    const rows = taken.map(({ content }) => ({
      ...content,
      amount: BigInt(content.amount),
      id: randomUUID(),
      state: 'registered' as const,
    }));
    const entered = await insertAll(tx, rows);
    record({ penalties: entered });
    return entered.length;
  });
}

async function insertAll(tx: Tx, rows: (typeof penaltyDecision.$inferInsert)[]): Promise<string[]> {
  const entered = await tx
    .insert(penaltyDecision)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: penaltyDecision.id });
  return entered.map(({ id }) => id);
}

/** What the publisher's page shows of a decision, and therefore what is published or withdrawn. */
export const penaltyShown = (row: Pick<PenaltyRow, (typeof SHOWN)[number]>) =>
  Object.fromEntries(SHOWN.map((name) => [name, row[name]]));

/** A decision as its form posts it back: its id, and what the page showed of it. */
export type ShownPenalty = { id: string; shown: string };

/**
 * Puts a registered decision on the exposure list. Refusals: `notFound`, `alreadyDone`, `stageForbids` once it was
 * withdrawn, `shownOtherwise`.
 */
export async function publishPenalty(ctx: Context, actor: Actor, { id, shown }: ShownPenalty): Promise<void> {
  await perform(ctx, actor, 'penalty.publish', `penalty:${id}`, async ({ tx, today: day }) => {
    const row = await lockPenalty(tx, id);
    if (row.state === 'published') throw new Refusal('alreadyDone');
    if (row.state !== 'registered') throw new Refusal('stageForbids');
    requireAsShown(shown, penaltyShown(row));
    await tx.update(penaltyDecision).set({ state: 'published', publishedOn: day }).where(eq(penaltyDecision.id, id));
  });
  ctx.publicChanged();
}

/**
 * Takes a decision off the list, for example after it was set aside in court, or withdraws one that was registered by
 * mistake before it gets there. The row stays as withdrawn, and the log stores the reason code; the same number may
 * then be registered anew.
 */
export async function withdrawPenalty(
  ctx: Context,
  actor: Actor,
  { id, shown, reason }: ShownPenalty & { reason: WithdrawalReason },
): Promise<void> {
  await perform(ctx, actor, 'penalty.withdraw', `penalty:${id}`, async ({ tx, record }) => {
    if (!WITHDRAWAL_REASONS.includes(reason)) throw new Refusal('invalid', { field: 'reason' });
    const row = await lockPenalty(tx, id);
    if (row.state === 'withdrawn') throw new Refusal('alreadyDone');
    if (row.state === 'registered' && reason !== 'mistake') throw new Refusal('stageForbids');
    requireAsShown(shown, penaltyShown(row));
    await tx.update(penaltyDecision).set({ state: 'withdrawn' }).where(eq(penaltyDecision.id, id));
    record({ reason });
  });
  ctx.publicChanged();
}

async function lockPenalty(tx: Tx, id: string): Promise<PenaltyRow> {
  const [row] = isUuid(id)
    ? await tx.select().from(penaltyDecision).where(eq(penaltyDecision.id, id)).for('update')
    : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

export type ListedPenalty = PenaltyRow & {
  unit: Localized;
};

/** Key of the last row of a page: day of decision and order number. */
export type PenaltyKey = { decidedOn: IsoDate; order: number };

export type PenaltyFilter = { sector?: string; town?: string; unitId?: string; after?: PenaltyKey };

const columns = {
  id: penaltyDecision.id,
  order: penaltyDecision.order,
  unitId: penaltyDecision.unitId,
  decisionNumber: penaltyDecision.decisionNumber,
  decidedOn: penaltyDecision.decidedOn,
  offender: penaltyDecision.offender,
  creditCode: penaltyDecision.creditCode,
  sector: penaltyDecision.sector,
  town: penaltyDecision.town,
  offence: penaltyDecision.offence,
  legalBasis: penaltyDecision.legalBasis,
  amount: penaltyDecision.amount,
  state: penaltyDecision.state,
  publishedOn: penaltyDecision.publishedOn,
  unit: unit.names,
};

/** One page of the list in a state, newest decision first; `next` is the key of the following page, or null. */
export async function penaltyPage(
  db: Db,
  state: 'registered' | 'published',
  filter: PenaltyFilter = {},
  size = 20,
): Promise<{ rows: ListedPenalty[]; next: PenaltyKey | null }> {
  const { after } = filter;
  const rows = await db
    .select(columns)
    .from(penaltyDecision)
    .innerJoin(unit, eq(unit.id, penaltyDecision.unitId))
    .where(
      and(
        eq(penaltyDecision.state, state),
        filter.sector ? eq(penaltyDecision.sector, filter.sector) : undefined,
        filter.unitId ? eq(penaltyDecision.unitId, filter.unitId) : undefined,
        filter.town ? eq(penaltyDecision.town, filter.town) : undefined,
        // One comparison of rows, which the index answers wherever the page starts.
        after
          ? sql`(${penaltyDecision.decidedOn}, ${penaltyDecision.order}) < (${after.decidedOn}::date, ${after.order}::bigint)`
          : undefined,
      ),
    )
    .orderBy(desc(penaltyDecision.decidedOn), desc(penaltyDecision.order))
    .limit(size + 1);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page,
    next: rows.length > size && last ? { decidedOn: last.decidedOn, order: last.order } : null,
  };
}

/** How many decisions wait for publication, for the publisher's home page. */
export async function penaltiesWaiting(db: Db): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(penaltyDecision)
    .where(eq(penaltyDecision.state, 'registered'));
  return row?.count ?? 0;
}

/**
 * The page of decisions: those that wait for publication, with their last day (all of them for a publisher, the own
 * unit's for whoever registers), the newest published ones, and what the form of a new one may name.
 */
export function penaltiesPage(ctx: Context, actor: Member) {
  const mayPublish = holdsRoleFor(actor, 'penalty.publish');
  const act = mayPublish ? 'penalty.publish' : 'penalty.register';
  return look(ctx, actor, act, null, async ({ db, today: day, within }) => {
    within({ unitId: actor.unitId });
    const [waiting, published, places, limits] = await Promise.all([
      penaltyPage(db, 'registered', mayPublish ? {} : { unitId: actor.unitId }, 100),
      penaltyPage(db, 'published'),
      areas(db),
      policyInForce(db, 'timeLimits', day),
    ]);
    const dated = (row: ListedPenalty) => {
      const due = publicationDue(row, day, limits, ctx.calendar);
      return { ...row, due, late: due.on < day };
    };
    return {
      mayPublish,
      mayRegister: holdsRoleFor(actor, 'penalty.register'),
      waiting: waiting.rows.map(dated),
      published: published.rows.map(dated),
      towns: places.filter(({ level }) => level === 'town'),
    };
  });
}

/** One page of the public exposure list; `town` is a town of the county, or none. */
export async function exposurePage({ db }: Context, filter: PenaltyFilter) {
  const towns = (await areas(db)).filter(({ level }) => level === 'town');
  const town = towns.find(({ code }) => code === filter.town)?.code;
  const { town: _, ...rest } = filter;
  return { towns, town, ...(await penaltyPage(db, 'published', { ...rest, ...(town && { town }) })) };
}
