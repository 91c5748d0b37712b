import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gte, inArray, isNotNull, lte } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { payeeSample } from '#db/schema/ceremony';
import { logLink } from '#db/schema/log';
import { reward } from '#db/schema/reward';
import { payeeScope } from '~/contract/sealed/payee';
import type { Actor } from '~/domain/acts/permission';
import { type IsoDate, isIsoDate } from '~/domain/dates';
import { ask, finish, giveShares, open } from '~/domain/opening/ceremony';
import { drawSample, SAMPLE_MOST } from '~/domain/opening/ceremony-scope';
import { Refusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import type { SignedClaim } from '~/envelope/reward/claim';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import {
  approvalOf,
  type SealedApproval,
  type SharesToGive,
  sharesToGive,
} from '~/services/opening/ceremony-approval.server';
import { notifyNextPart } from '~/services/opening/ceremony-notice.server';
import {
  actingMember,
  ceremonyTerms,
  decided,
  insertCeremony,
  lockCeremony,
  logDataOf,
  type PostedShare,
  requireAskedToday,
  requireNoneOpen,
  saveCeremony,
} from '~/services/opening/ceremony-rows.server';
import { destroyShares, keepShares, releasedShares } from '~/services/opening/ceremony-shares.server';
import { perform } from '~/services/perform.server';
import { type ClaimLists, claimLists, claimOf } from './claim-evidence.server';

/** What an auditor asks for: how many payments of a period. The program draws which ones. */
export type SampleAsk = {
  ceremonyId: string;
  from: IsoDate;
  to: IsoDate;
  size: number;
  reason: string;
  /** The day that the asker signed. */
  askedOn: string;
  /** Why, in words, sealed to guardians and finance. */
  reasonSealed: Uint8Array;
};

/**
 * An auditor asks to see who was paid. The payments are drawn by the present head of the log, which the auditor cannot
 * choose, and the draw is stored. Refusals: `invalid` (from, to, size, reason, words), `notFound` when the period has
 * no payment to a bank account, `alreadyDone` while the auditor's last sample is under way, `conflict`, `notOpen`
 * before the log has a head.
 */
export function askSample(ctx: Context, actor: Actor, wanted: SampleAsk): Promise<void> {
  const { ceremonyId: id, from, to, size, reason, reasonSealed } = wanted;
  return perform(ctx, actor, 'payee.askSample', `ceremony:${id}`, async (p) => {
    const { tx, today, record } = p;
    if (!isIsoDate(from)) throw new Refusal('invalid', { field: 'from' });
    if (!isIsoDate(to) || to < from) throw new Refusal('invalid', { field: 'to' });
    if (!Number.isInteger(size) || size < 1 || size > SAMPLE_MOST) throw new Refusal('invalid', { field: 'size' });
    const by = await actingMember(tx, actor);
    requireAskedToday(wanted.askedOn, today);
    await requireNoneOpen(tx, { kind: 'payeeSample', askedBy: by.memberId }, today);
    const wish = { kind: 'payeeSample', reason, purpose: 'audit', fields: [], on: today } as const;
    const asked = decided(ask(by, wish, await ceremonyTerms(tx, today)));
    const { sequence, hash: seed } = await logHead(tx);
    const rewardIds = drawSample(await paidToBank(tx, from, to), size, seed, sha256);
    if (rewardIds.length === 0) throw new Refusal('notFound', { field: 'from' });
    await insertCeremony(tx, asked, { id, caseId: null, reportId: null, reasonSealed, unitId: by.unitId });
    await tx
      .insert(payeeSample)
      .values({ ceremonyId: id, fromDay: from, toDay: to, seedSequence: sequence, seed, rewardIds });
    record({ reason, from, to, seedSequence: sequence, seed, count: rewardIds.length });
    await notifyNextPart(p, id, 'payee.approveSample');
  });
}

async function logHead(tx: Tx): Promise<{ sequence: number; hash: string }> {
  const [head] = await tx.select().from(logLink).orderBy(desc(logLink.sequence)).limit(1);
  if (!head) throw new Refusal('notOpen');
  return head;
}

/** Payments whose bank data is still kept. */
async function paidToBank(tx: Tx, from: IsoDate, to: IsoDate): Promise<string[]> {
  const rows = await tx
    .select({ id: reward.id })
    .from(reward)
    .where(
      and(
        eq(reward.state, 'paid'),
        eq(reward.claimMethod, 'bank'),
        isNotNull(reward.payee),
        gte(reward.paidOn, from),
        lte(reward.paidOn, to),
      ),
    );
  return rows.map(({ id }) => id);
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Finance's shares of an approved sample, for a finance officer's browser to hand on. Refusals: as for `giveSample`.
 */
export function sampleToGive(ctx: Context, actor: Actor, ceremonyId: string): Promise<SharesToGive> {
  return look(ctx, actor, 'ceremony.read', `ceremony:${ceremonyId}`, async ({ db, today }) => {
    const row = await lockCeremony(db, ceremonyId, 'payeeSample');
    decided(giveShares(row, await actingMember(db, actor), today));
    return sharesToGive(db, row, 'finance');
  });
}

/**
 * A finance officer hands over finance's shares of an approved sample, re-sealed to the auditor. Refusals: `notFound`,
 * `stageForbids`, `alreadyDone`, `expired`, `samePerson`, `conflict`, `invalid` (shares).
 */
export function giveSample(ctx: Context, actor: Actor, ceremonyId: string, shares: PostedShare[]): Promise<void> {
  return perform(ctx, actor, 'payee.giveSample', `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, 'payeeSample');
    const after = decided(giveShares(row, await actingMember(tx, actor), today));
    await keepShares(tx, row, 'finance', shares);
    await saveCeremony(tx, row, after);
    record({ ...logDataOf(row), outcome: 'given' });
  });
}

/** One drawn payment for the auditor's browser: both shares released to the auditor's own key, bytes in Base64. */
export type SampledPayment = {
  rewardId: string;
  order: number;
  amount: bigint;
  paidOn: IsoDate | null;
  voucher: string | null;
  payee: string;
  scope: string;
  finance: string;
  guardians: string;
  claim: SignedClaim;
};

export type SampleToOpen = { approval: SealedApproval; lists: ClaimLists; payments: SampledPayment[] };

/**
 * The auditor opens their own sample: payee and amount, but nothing that leads to a case. It is on record before
 * anything is handed out, and may be repeated until the last day. Refusals: `notFound`, `notAllowed`, `stageForbids`
 * (data.missing `finance`), `alreadyDone`, `expired`.
 */
export function openSample(ctx: Context, actor: Actor, ceremonyId: string): Promise<SampleToOpen> {
  return perform(ctx, actor, 'payee.openSample', `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, 'payeeSample');
    await saveCeremony(tx, row, decided(open(row, await actingMember(tx, actor), today)));
    const [sample] = await tx.select().from(payeeSample).where(eq(payeeSample.ceremonyId, row.id));
    const released = await releasedShares(tx, row.id);
    record({ ...logDataOf(row), outcome: 'opened', again: row.state === 'opened' });
    const shareOf = (scope: string, share: string) =>
      released.find((one) => one.scope === scope && one.share === share)?.bytes;
    const rows = await tx
      .select()
      .from(reward)
      .where(inArray(reward.id, sample?.rewardIds ?? []))
      .orderBy(asc(reward.order));
    const payments = rows.flatMap((paid): SampledPayment[] => {
      const { id, order, amount, paidOn, voucher, payee } = paid;
      const scope = payeeScope(id);
      const [finance, guardians] = [shareOf(scope, 'finance'), shareOf(scope, 'guardians')];
      if (payee === null || finance === undefined || guardians === undefined) return [];
      const shown = { rewardId: id, order, amount, paidOn, voucher, payee: toBase64(payee), scope };
      return [{ ...shown, finance, guardians, claim: claimOf(paid) }];
    });
    const leads = rows.map(({ approvedBy }) => approvedBy);
    return { approval: approvalOf(row, released), lists: await claimLists(tx, leads), payments };
  });
}

/** The auditor is done with the sample: the released shares are destroyed. Refusals: as for `openSample`. */
export function closeSample(ctx: Context, actor: Actor, ceremonyId: string): Promise<void> {
  return perform(ctx, actor, 'payee.openSample', `ceremony:${ceremonyId}`, async ({ tx, today, record }) => {
    const row = await lockCeremony(tx, ceremonyId, 'payeeSample');
    const by = await actingMember(tx, actor);
    await saveCeremony(tx, row, decided(finish(row, by, { outcome: 'viewed', fields: [] }, today)));
    await destroyShares(tx, row.id);
    record({ ...logDataOf(row), outcome: 'viewed' });
  });
}
