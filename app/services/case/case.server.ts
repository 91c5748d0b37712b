import { and, desc, eq } from 'drizzle-orm';
import { sealedPart } from '#db/schema/casework';
import { member as memberTable } from '#db/schema/staff';
import type { Actor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import type { IsoDate } from '~/domain/dates';
import { isRefusal, Refusal, type RefusalCode } from '~/domain/refusal';
import { NOT_ACCEPTED_REASONS, type NotAcceptedReason, VERDICTS, type Verdict } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { type Performing, perform } from '~/services/perform.server';
import { actOnCase, requireMember } from './case-act.server';
import { keepPart, tellReporters, withPart } from './case-parts.server';
import { addCaseEvent, addStaffMessage, lockCase, type SealedCasePart, type SealedMessage } from './case-record.server';

/** Does not accept, with a reason code and a sealed message to each reporter of the case. */
export async function refuseCase(
  ctx: Context,
  actor: Actor,
  caseId: string,
  { reason, messages }: { reason: NotAcceptedReason; messages: SealedMessage[] },
): Promise<void> {
  if (!NOT_ACCEPTED_REASONS.includes(reason)) throw new Refusal('invalid', { field: 'reason' });
  await actOnCase(
    ctx,
    actor,
    caseId,
    { type: 'refuse', reason },
    { data: { reason }, after: ({ p }) => tellReporters(p, actor, caseId, messages) },
  );
}

/** Gives the case to an officer (role handler) of the same unit. */
export async function assignCase(ctx: Context, actor: Actor, caseId: string, officerId: string): Promise<void> {
  await actOnCase(
    ctx,
    actor,
    caseId,
    { type: 'assign', officerId },
    {
      data: { officer: officerId },
      before: async ({ p, row }) => {
        const [officer] = await p.tx
          .select({ roles: memberTable.roles })
          .from(memberTable)
          .where(
            and(
              eq(memberTable.id, officerId),
              eq(memberTable.unitId, row.responsibleUnitId),
              eq(memberTable.status, 'enrolled'),
            ),
          );
        if (!officer?.roles.includes('handler')) throw new Refusal('invalid', { field: 'officer' });
      },
    },
  );
}

const LEFT_AS_THEY_ARE: readonly RefusalCode[] = ['stageForbids', 'alreadyDone', 'notFound'];

/** Assigns many; those not at a stage for it (or gone from the unit) are left as they are and counted. */
export async function assignCases(
  ctx: Context,
  actor: Actor,
  caseIds: readonly string[],
  officerId: string,
): Promise<{ assigned: number; left: number }> {
  let assigned = 0;
  for (const caseId of caseIds.slice(0, 100)) {
    try {
      await assignCase(ctx, actor, caseId, officerId);
      assigned += 1;
    } catch (error) {
      if (!isRefusal(error) || !LEFT_AS_THEY_ARE.includes(error.code)) throw error;
    }
  }
  return { assigned, left: caseIds.length - assigned };
}

/** Acts that change no stage: they add something sealed, and the case stays where it is. */
async function addToCase(
  ctx: Context,
  actor: Actor,
  act: Act,
  caseId: string,
  body: (p: Performing, memberId: string) => Promise<void>,
): Promise<void> {
  const { memberId } = requireMember(actor);
  await perform(ctx, actor, act, `case:${caseId}`, async (p) => {
    const row = await lockCase(p.tx, caseId);
    p.within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    await body(p, memberId);
    await addCaseEvent(p.tx, { caseId, act, actor, unitId: row.responsibleUnitId, onDay: p.today });
  });
}

/** Keeps an internal note, sealed to the case key. */
export async function addNote(ctx: Context, actor: Actor, caseId: string, note: SealedCasePart): Promise<void> {
  await addToCase(ctx, actor, 'case.note', caseId, (p, memberId) => keepPart(p, caseId, memberId, 'note', note));
}

/** Sends a signed, sealed message to one reporter. Refusal `conflict` when its sequence was taken meanwhile. */
export async function sendStaffMessage(
  ctx: Context,
  actor: Actor,
  caseId: string,
  message: SealedMessage,
): Promise<void> {
  await addToCase(ctx, actor, 'case.message', caseId, (p, authorId) =>
    addStaffMessage(p.tx, { ...message, caseId, authorId, madeOn: p.today }),
  );
}

/** Records a visit to the site by the assigned officer: its day, and a sealed note. */
export async function visitCase(
  ctx: Context,
  actor: Actor,
  caseId: string,
  { visitedOn, note }: { visitedOn: IsoDate; note: SealedCasePart },
): Promise<void> {
  await withPart(ctx, actor, caseId, { type: 'visit', visitedOn }, note, { visitedOn });
}

/**
 * The assigned officer's verdict with the sealed finding; it waits for the lead. Refusal `stageForbids` (unvisited) without a
 * visit to the site, unless the finding states why there was none.
 */
export async function proposeVerdict(
  ctx: Context,
  actor: Actor,
  caseId: string,
  { verdict, finding, unvisited = false }: { verdict: Verdict; finding: SealedCasePart; unvisited?: boolean },
): Promise<void> {
  if (!VERDICTS.includes(verdict)) throw new Refusal('invalid', { field: 'verdict' });
  const wanted = { type: 'proposeVerdict', verdict, unvisited } as const;
  await withPart(ctx, actor, caseId, wanted, finding, { verdict, ...(unvisited && { unvisited }) });
}

/**
 * The lead's signature on another's verdict, as the finding says it that the lead opened and read: only its own browser knows
 * that. Refusals `samePerson`, `conflict` (finding) for another finding than the newest, and where the row says another verdict.
 */
export async function confirmVerdict(
  ctx: Context,
  actor: Actor,
  caseId: string,
  { findingId, verdict }: { findingId: string; verdict: Verdict },
): Promise<void> {
  await actOnCase(
    ctx,
    actor,
    caseId,
    { type: 'confirmVerdict' },
    {
      data: (row) => ({ verdict: row.verdict }),
      before: async ({ p, row }) => {
        if (row.verdict !== verdict) throw new Refusal('conflict', { field: 'finding' });
        const [newest] = await p.tx
          .select({ id: sealedPart.id })
          .from(sealedPart)
          .where(and(eq(sealedPart.caseId, caseId), eq(sealedPart.kind, 'finding')))
          .orderBy(desc(sealedPart.order))
          .limit(1);
        if (newest?.id !== findingId) throw new Refusal('conflict', { field: 'finding' });
      },
    },
  );
}
