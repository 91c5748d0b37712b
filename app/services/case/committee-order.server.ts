import { randomUUID } from 'node:crypto';
import { and, desc, eq, lt, ne, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { committeeOrder } from '#db/schema/committee-order';
import { unit } from '#db/schema/county';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { isLate, type OrderDraft, type OrderMove, orderAfter } from '~/domain/case/committee-order';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireAsShown } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';

type Row = typeof committeeOrder.$inferSelect;
const SHOWN = ['unitId', 'kind', 'reason', 'number', 'dueOn', 'state', 'answerNumber', 'returned'] as const;

/**
 * The committee office asks something of a unit, by a document of which the unit has the paper. Refusals: `invalid` (unitId: no such open unit), `alreadyDone` (number: it is listed already).
 */
export async function issueOrder(ctx: Context, actor: Member, draft: OrderDraft): Promise<void> {
  const id = randomUUID();
  await perform(ctx, actor, 'order.issue', `order:${id}`, async ({ tx, today, record }) => {
    const named = (await units(tx)).find((one) => one.id === draft.unitId && one.closedOn === null);
    if (!named) throw new Refusal('invalid', { field: 'unitId' });
    const issued = { ...draft, id, issuedOn: today, issuedBy: actor.memberId, state: 'issued' as const };
    const made = await tx
      .insert(committeeOrder)
      .values(issued)
      .onConflictDoNothing()
      .returning({ id: committeeOrder.id });
    if (made.length === 0) throw new Refusal('alreadyDone', { field: 'number' });
    record({ units: [draft.unitId] });
  });
}

/** What the page shows of one, and therefore what is answered, accepted, sent back or withdrawn. */
export const orderShown = (row: Pick<Row, (typeof SHOWN)[number]>) =>
  Object.fromEntries(SHOWN.map((name) => [name, row[name]]));

type Seen = { id: string; shown: string };
/** What an answer and a return bring with them. */
type Brought = { answer: { answerNumber: string }; return: { dueOn: IsoDate }; accept: object; withdraw: object };

/**
 * A unit's lead answers by a document; the committee office accepts the answer, sends it back with a new last day, or withdraws what it asked. Refusals: `notFound`, `alreadyDone`, `stageForbids`,
 * `shownOtherwise`.
 */
export async function moveOrder<M extends OrderMove>(
  ctx: Context,
  actor: Member,
  move: M,
  { id, shown, ...brought }: Seen & Brought[M],
): Promise<void> {
  await perform(ctx, actor, `order.${move}`, `order:${id}`, async ({ tx, today, within, record }) => {
    const row = await lockRow(tx, id);
    within({ unitId: row.unitId });
    const after = orderAfter(row.state, move);
    if ('refused' in after) throw new Refusal(after.refused);
    requireAsShown(shown, orderShown(row));
    await tx
      .update(committeeOrder)
      .set({
        state: after.to,
        ...brought,
        ...(move === 'answer' && { answeredOn: today }),
        ...(move === 'return' && { returned: row.returned + 1 }),
      })
      .where(eq(committeeOrder.id, id));
    record({ units: [row.unitId] });
  });
}

async function lockRow(tx: Tx, id: string): Promise<Row> {
  const [row] = isUuid(id) ? await tx.select().from(committeeOrder).where(eq(committeeOrder.id, id)).for('update') : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

const MOST = 300;

/** All of them for whoever supervises, the own unit's for its lead; open ones first, by their last day. */
export function ordersPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'order.read', null, async ({ db, today }) => {
    const all = holdsRoleFor(actor, 'oversight.read');
    const rows = await db
      .select({ row: committeeOrder, unit: unit.names })
      .from(committeeOrder)
      .innerJoin(unit, eq(unit.id, committeeOrder.unitId))
      .where(all ? undefined : eq(committeeOrder.unitId, actor.unitId))
      .orderBy(desc(committeeOrder.order))
      .limit(MOST);
    const isOpen = ({ state }: Row) => Number(state === 'issued' || state === 'answered');
    rows.sort((a, b) => isOpen(b.row) - isOpen(a.row) || (isOpen(a.row) ? (a.row.dueOn < b.row.dueOn ? -1 : 1) : 0));
    const mayIssue = holdsRoleFor(actor, 'order.issue');
    return {
      mayIssue,
      mayAnswer: holdsRoleFor(actor, 'order.answer') ? actor.unitId : null,
      units: mayIssue ? (await units(db)).filter(({ closedOn }) => closedOn === null) : [],
      rows: rows.map(({ row, unit: names }) => ({ ...row, names, late: isLate(row, today) })),
    };
  });
}

/** What waits for this person: answers to read and units that let the day pass, or what the own unit has to answer. */
export async function ordersWaiting(db: Db, actor: Member, today: IsoDate): Promise<{ open: number; late: number }> {
  const own = holdsRoleFor(actor, 'order.answer') ? eq(committeeOrder.unitId, actor.unitId) : undefined;
  const issued = eq(committeeOrder.state, 'issued');
  const late = and(issued, lt(committeeOrder.dueOn, today));
  const answers = own ? and(issued, own) : or(eq(committeeOrder.state, 'answered'), late);
  return {
    open: await db.$count(committeeOrder, and(answers, ne(committeeOrder.state, 'withdrawn'))),
    late: await db.$count(committeeOrder, and(late, own)),
  };
}
