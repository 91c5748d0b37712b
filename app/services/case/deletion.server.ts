import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { deletionRequest } from '#db/schema/deletion';
import { rewardProposal } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import type { Actor, Member } from '~/domain/acts/permission';
import { type DeletionReason, isDeletionReason, MONEY_OPEN } from '~/domain/case/retention';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireAsShown, shownAs } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { type Performing, perform } from '~/services/perform.server';
import { addCaseEvent, type CaseRow, findCase, lockCase } from './case-record.server';
import { purgeCase } from './purge.server';

export type DeletionAsked = {
  id: string;
  caseId: string;
  caseOrder: number;
  reason: DeletionReason;
  askedByName: string;
  askedOn: IsoDate;
  /** The text of it that its form posts back. */
  shown: string;
};

/**
 * A lead requests that their unit's case be deleted before its time. Refusals: `notFound`, `invalid` (reason),
 * `alreadyDone` (requested or deleted already), `stageForbids` while a reward is under way.
 */
export async function askDeletion(ctx: Context, actor: Member, caseId: string, reason: string): Promise<string> {
  return perform(ctx, actor, 'deletion.ask', `case:${caseId}`, async (p) => {
    if (!isDeletionReason(reason)) throw new Refusal('invalid', { field: 'reason' });
    const row = await lockCase(p.tx, caseId);
    p.within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    await requireDeletable(p.tx, row);
    if (await waiting(p.tx, caseId)) throw new Refusal('alreadyDone');
    const id = randomUUID();
    await p.tx
      .insert(deletionRequest)
      .values({ id, caseId, reason, state: 'asked', askedBy: actor.memberId, askedOn: p.today });
    await tellCase(p, row, 'deletion.ask', actor, { reason });
    p.record({ reason });
    return id;
  });
}

/**
 * The second person, a guardian, agrees: content, blobs and keys are deleted at once. Refusals: `samePerson`,
 * `alreadyDone`, `shownOtherwise` where the page showed another case or reason.
 */
export function confirmDeletion(
  ctx: Context,
  actor: Member,
  { requestId, shown }: { requestId: string; shown: string },
): Promise<void> {
  return decide(ctx, actor, requestId, 'deletion.confirm', async (p, row, reason) => {
    requireAsShown(shown, deletionShown(row.order, reason));
    await requireDeletable(p.tx, row);
    await purgeCase(p, row, `twoPeople/${reason}`);
  });
}

const deletionShown = (caseOrder: number, reason: string) => ({ caseOrder, reason });

/** The guardian does not agree, and nothing is deleted. */
export function refuseDeletion(ctx: Context, actor: Member, requestId: string): Promise<void> {
  return decide(ctx, actor, requestId, 'deletion.refuse', async () => undefined);
}

type Carry = (p: Performing, row: CaseRow, reason: string) => Promise<void>;

async function decide(
  ctx: Context,
  actor: Member,
  requestId: string,
  act: 'deletion.confirm' | 'deletion.refuse',
  carry: Carry,
): Promise<void> {
  await perform(ctx, actor, act, null, async (p) => {
    const asked = await find(p.tx, requestId);
    p.about(`case:${asked.caseId}`);
    const row = await lockCase(p.tx, asked.caseId);
    const request = await find(p.tx, requestId);
    if (request.state !== 'asked') throw new Refusal('alreadyDone');
    if (request.askedBy === actor.memberId) throw new Refusal('samePerson');
    const state = act === 'deletion.confirm' ? 'confirmed' : 'refused';
    await p.tx
      .update(deletionRequest)
      .set({ state, decidedBy: actor.memberId, decidedOn: p.today })
      .where(eq(deletionRequest.id, requestId));
    await carry(p, row, request.reason);
    await tellCase(p, row, act, actor, { reason: request.reason });
    p.record({ reason: request.reason });
  });
}

/** Requests that wait for a second person: codes and numbers only, nothing of what the case says. */
export async function deletionsAsked(ctx: Context, actor: Member): Promise<DeletionAsked[]> {
  return look(ctx, actor, 'deletion.confirm', null, async ({ db }) => {
    const rows = await db
      .select({ request: deletionRequest, caseOrder: caseFile.order, askedByName: member.name })
      .from(deletionRequest)
      .innerJoin(caseFile, eq(caseFile.id, deletionRequest.caseId))
      .innerJoin(member, eq(member.id, deletionRequest.askedBy))
      .where(eq(deletionRequest.state, 'asked'))
      .orderBy(asc(deletionRequest.askedOn), asc(caseFile.order));
    return rows.map(({ request, caseOrder, askedByName }) => ({
      id: request.id,
      caseId: request.caseId,
      caseOrder,
      reason: request.reason as DeletionReason,
      askedByName,
      askedOn: request.askedOn,
      shown: shownAs(deletionShown(caseOrder, request.reason)),
    }));
  });
}

/** What the lead's page shows of their unit's case. Refusal `notFound` outside the own unit. */
export async function deletionOf(ctx: Context, actor: Member, caseId: string) {
  return look(ctx, actor, 'deletion.ask', `case:${caseId}`, async ({ db, within }) => {
    const row = await findCase(db, caseId);
    within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    return { order: row.order, purgedOn: row.purgedOn, waits: (await waiting(db, caseId)) !== undefined };
  });
}

async function waiting(tx: Pick<Tx, 'select'>, caseId: string) {
  const [row] = await tx
    .select({ id: deletionRequest.id })
    .from(deletionRequest)
    .where(and(eq(deletionRequest.caseId, caseId), eq(deletionRequest.state, 'asked')));
  return row;
}

async function find(db: Pick<Tx, 'select'>, requestId: string) {
  const [row] = isUuid(requestId)
    ? await db.select().from(deletionRequest).where(eq(deletionRequest.id, requestId))
    : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

/** A case is not deleted while a reward is still due to somebody. */
async function requireDeletable(tx: Tx, row: CaseRow): Promise<void> {
  if (row.purgedOn !== null) throw new Refusal('alreadyDone');
  const rewards = await tx
    .select({ state: rewardProposal.state })
    .from(rewardProposal)
    .where(eq(rewardProposal.caseId, row.id));
  if (rewards.some(({ state }) => (MONEY_OPEN as readonly string[]).includes(state))) {
    throw new Refusal('stageForbids', { data: { rule: 'rewardUnderWay' } });
  }
}

function tellCase(p: Performing, row: CaseRow, act: string, actor: Actor, data: { reason: string }): Promise<void> {
  const unitId = row.responsibleUnitId;
  return addCaseEvent(p.tx, { caseId: row.id, act, actor, unitId, onDay: p.today, data });
}
