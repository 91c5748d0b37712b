import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { rewardProposal } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { claimDueOn, claimExtendedTo } from '~/domain/case/deadlines';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import {
  CLAIM_EXTENSION_REASONS,
  type ClaimExtensionReason,
  checkClaimExtension,
  checkNotice,
  NOTICE_METHODS,
  type NoticeMethod,
} from '~/domain/reward/reward-order';
import type { Context } from '~/services/context.server';
import { policyInForce } from '~/services/county/policies.server';
import { lookAsReporter } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { lockProposal, type ProposalRow, rewardEvent } from './reward-rows.server';

/**
 * Called when the reporter's page with an approved reward is about to be shown: the first viewing is the notice from
 * which the days to claim count (安监总财〔2018〕19号). The caller has proved the receipt code.
 */
export async function noteSeen(ctx: Context, reportId: string): Promise<void> {
  const { state, noticedOn } = rewardProposal;
  const unseen = and(eq(rewardProposal.reportId, reportId), eq(state, 'approved'), isNull(noticedOn));
  const [waiting] = await lookAsReporter(ctx, reportId, (db) =>
    db.select({ id: rewardProposal.id }).from(rewardProposal).where(unseen),
  );
  if (!waiting) return;
  const reporter = { kind: 'reporter', reportId } as const;
  await perform(ctx, reporter, 'reward.see', `proposal:${waiting.id}`, async ({ tx, today, within }) => {
    const row = await lockProposal(tx, waiting.id);
    within({ reportId: row.reportId });
    // Where two pages were opened at once, or somebody told the reporter meanwhile, the first notice counts.
    if (checkNotice(row) !== null) return;
    await begin(ctx, tx, row, { by: 'seen', on: today });
    await rewardEvent(tx, row, { act: 'reward.see', onDay: today });
  });
}

/**
 * The department records that the reporter was told, or that a public notice by number was given because nobody could
 * be reached. Refusals: `invalid` (way), `notFound`, `stageForbids` unless approved, `alreadyDone` when the days
 * already run.
 */
export async function notifyReward(
  ctx: Context,
  actor: Member,
  { proposalId, method }: { proposalId: string; method: NoticeMethod },
): Promise<void> {
  await perform(ctx, actor, 'reward.notify', `proposal:${proposalId}`, async ({ tx, today, within, record }) => {
    if (!NOTICE_METHODS.includes(method)) throw new Refusal('invalid', { field: 'method' });
    const row = await lockProposal(tx, proposalId);
    within({ unitId: row.unitId });
    const refusal = checkNotice(row);
    if (refusal) throw refusal;
    await begin(ctx, tx, row, { by: method, on: today });
    await rewardEvent(tx, row, { act: 'reward.notify', onDay: today, actor, data: { reason: method } });
    record({ method });
  });
  // A public notice is on its own page from now on.
  ctx.publicChanged();
}

/**
 * Extends the days to claim for cause, once, while they run; the reporter finds the new day on their page. Refusals: `invalid`
 * (reason), `notFound`, and those of `checkClaimExtension`.
 */
export async function extendClaim(
  ctx: Context,
  actor: Member,
  { proposalId, reason }: { proposalId: string; reason: ClaimExtensionReason },
): Promise<void> {
  await perform(ctx, actor, 'reward.extendClaim', `proposal:${proposalId}`, async ({ tx, today, within, record }) => {
    if (!CLAIM_EXTENSION_REASONS.includes(reason)) throw new Refusal('invalid', { field: 'reason' });
    const row = await lockProposal(tx, proposalId);
    within({ unitId: row.unitId });
    const refusal = checkClaimExtension(row, today);
    if (refusal) throw refusal;
    const limits = await policyInForce(tx, 'timeLimits', today);
    const { on, provisional } = claimExtendedTo(row.claimUntil ?? today, limits, ctx.calendar);
    const extended = { claimUntil: on, claimProvisional: provisional, claimExtendedOn: today };
    await tx.update(rewardProposal).set(extended).where(eq(rewardProposal.id, proposalId));
    await rewardEvent(tx, row, { act: 'reward.extendClaim', onDay: today, actor, data: { reason } });
    record({ reason });
  });
  ctx.publicChanged();
}

type Notice = { by: 'seen' | NoticeMethod; on: IsoDate };

async function begin(ctx: Context, tx: Tx, { id }: ProposalRow, { by, on }: Notice): Promise<void> {
  const due = claimDueOn(on, await policyInForce(tx, 'timeLimits', on), ctx.calendar);
  await tx
    .update(rewardProposal)
    .set({ noticedOn: on, noticedBy: by, claimUntil: due.on, claimProvisional: due.provisional })
    .where(eq(rewardProposal.id, id));
}
