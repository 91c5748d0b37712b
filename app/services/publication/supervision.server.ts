import { randomUUID } from 'node:crypto';
import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { supervision } from '#db/schema/publication';
import { type Actor, holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { SupervisionDraft } from '~/domain/publication/supervision-form';
import { Refusal } from '~/domain/refusal';
import { requireAsShown } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { isWaiting, lockHandOvers, storeHandOver, takeWaiting, waitingOf } from '~/services/hand-over.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';

type Row = typeof supervision.$inferSelect;
const SHOWN = ['orderNumber', 'supervisor', 'employer', 'hazard', 'dueOn'] as const;

/**
 * Registers a major hazard of the own unit for the public list. As a penalty decision it waits sealed and is entered the
 * night after, apart from any case and any entry of a ledger. Refusal `alreadyDone` (orderNumber) where the order is
 * listed or waits already.
 */
export async function registerSupervision(ctx: Context, actor: Member, draft: SupervisionDraft): Promise<void> {
  await perform(ctx, actor, 'supervision.register', null, async ({ tx, within }) => {
    within({ unitId: actor.unitId });
    await lockHandOvers(tx);
    const { orderNumber } = draft;
    const same = and(eq(supervision.orderNumber, orderNumber), ne(supervision.state, 'withdrawn'));
    const waiting = await waitingOf(ctx, tx, 'supervision');
    if (
      (await tx.$count(supervision, same)) > 0 ||
      waiting.some(({ content }) => content.orderNumber === orderNumber)
    ) {
      throw new Refusal('alreadyDone', { field: 'orderNumber' });
    }
    await storeHandOver(ctx, tx, 'supervision', { ...draft, unitId: actor.unitId });
  });
}

/** Enters what was registered on earlier days, in one transaction and in random order. Returns how many. */
export async function enterSupervisions(ctx: Context): Promise<number> {
  if (!(await isWaiting(ctx, ctx.db, 'supervision'))) return 0;
  const clerk = { kind: 'system', name: 'supervisions' } as const;
  return perform(ctx, clerk, 'supervision.enter', null, async ({ tx, record, nothing }) => {
    const taken = await takeWaiting(ctx, tx, 'supervision');
    if (taken.length === 0) return nothing(0);
    const rows = taken.map(({ content }) => ({ ...content, id: randomUUID(), state: 'registered' as const }));
    const entered = await tx.insert(supervision).values(rows).onConflictDoNothing().returning({ id: supervision.id });
    record({ count: entered.length });
    return entered.length;
  });
}

/** What the publisher's page shows of one, and therefore what is published, ended or withdrawn. */
export const supervisionShown = (row: Pick<Row, (typeof SHOWN)[number]>) =>
  Object.fromEntries(SHOWN.map((name) => [name, row[name]]));

/** The states from which each act leads, and to which. */
const MOVES = {
  publish: { from: ['registered'], to: 'published' },
  end: { from: ['published'], to: 'ended' },
  withdraw: { from: ['registered', 'published', 'ended'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly Row['state'][]; to: Row['state'] }>;

/**
 * Puts one on the public list, shows it as struck off, or takes it from the list. The publisher does it when the office
 * says so, at another time than any act of a case. Refusals: `notFound`, `alreadyDone`, `stageForbids`, `shownOtherwise`.
 */
export async function moveSupervision(
  ctx: Context,
  actor: Actor,
  move: keyof typeof MOVES,
  { id, shown }: { id: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, `supervision.${move}`, `supervision:${id}`, async ({ tx }) => {
    const row = await lockRow(tx, id);
    const { from, to } = MOVES[move];
    if (row.state === to) throw new Refusal('alreadyDone');
    if (!from.some((state) => state === row.state)) throw new Refusal('stageForbids');
    requireAsShown(shown, supervisionShown(row));
    await tx.update(supervision).set({ state: to }).where(eq(supervision.id, id));
  });
  ctx.publicChanged();
}

async function lockRow(tx: Tx, id: string): Promise<Row> {
  const [row] = isUuid(id) ? await tx.select().from(supervision).where(eq(supervision.id, id)).for('update') : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

const MOST = 200;

async function rowsIn(db: Db, states: readonly Row['state'][], unitId?: string) {
  return db
    .select({
      id: supervision.id,
      orderNumber: supervision.orderNumber,
      supervisor: supervision.supervisor,
      employer: supervision.employer,
      hazard: supervision.hazard,
      dueOn: supervision.dueOn,
      state: supervision.state,
      unit: unit.names,
    })
    .from(supervision)
    .innerJoin(unit, eq(unit.id, supervision.unitId))
    .where(and(inArray(supervision.state, [...states]), unitId ? eq(supervision.unitId, unitId) : undefined))
    .orderBy(desc(supervision.order))
    .limit(MOST);
}

/** The staff page: those that wait and those on the list, for a publisher all of them, for leads their unit's. */
export function supervisionsPage(ctx: Context, actor: Member) {
  const mayPublish = holdsRoleFor(actor, 'supervision.publish');
  return look(ctx, actor, mayPublish ? 'supervision.publish' : 'supervision.register', null, async ({ db, within }) => {
    within({ unitId: actor.unitId });
    const own = mayPublish ? undefined : actor.unitId;
    return {
      mayPublish,
      mayRegister: holdsRoleFor(actor, 'supervision.register'),
      rows: await rowsIn(db, ['registered', 'published', 'ended'], own),
    };
  });
}

/** What everybody reads: those under supervision, and those struck off. */
export const publicSupervisions = ({ db }: Context) => rowsIn(db, ['published', 'ended']);

/** How many wait for publication, for the publisher's home page. */
export const supervisionsWaiting = (db: Db): Promise<number> =>
  db.$count(supervision, eq(supervision.state, 'registered'));
