import { and, asc, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { payeeShare, payoutBatch, reward } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { shownAs } from '~/domain/shown';
import { toBase64 } from '~/envelope/bytes';
import type { SignedClaim } from '~/envelope/reward/claim';
import type { Context } from '~/services/context.server';
import { grantsOf } from '~/services/keys/unit-key.server';
import { look } from '~/services/look.server';
import { type CashCounter, cashCounter } from './cash-counter.server';
import { type ClaimLists, claimLists, claimOf } from './claim-evidence.server';
import { BATCH_MOST } from './payout.server';
import { type PayoutRow, shownBy } from './payout-rows.server';
import { batchShown } from './reward-rows.server';
import { versionsOfSending } from './sending-lists.server';

type Share = { unitKeyId: string; bytes: string };

const PAID_PAGE = 20;

export type BatchRow = {
  id: string;
  order: number;
  madeOn: IsoDate;
  total: bigint;
  payments: PayoutRow[];
  /** What a guardian releases, as the form posts it back. */
  shown: string;
};

/** A transfer that may be made, with the sealed payee and both shares for finance (URL-safe Base64). */
export type PayableRow = PayoutRow & {
  /** The viewer proposed or approved it, so somebody else has to pay. */
  own: boolean;
  payee: string | null;
  claim: SignedClaim;
  shares: { finance: Share; released: Share } | null;
};

/** A batch with the guardians' share of each bank payment, and the key that holds finance's own share of it. */
export type GuardianBatch = BatchRow & {
  shares: (Share & { rewardId: string; financeKeyId: string; claim: SignedClaim })[];
};

export type PayoutPage = {
  finance: {
    claimed: PayoutRow[];
    /** The part of them that one batch takes. */
    nextBatch: { count: number; shown: string };
    waiting: BatchRow[];
    payable: PayableRow[];
    /** Payments that may be made in cash, to whoever tells their code at the counter. */
    cash: PayoutRow[];
    counter: CashCounter | null;
    paid: PayoutRow[];
    next: number | null;
  } | null;
  guardian: { batches: GuardianBatch[] } | null;
  /**
   * The list in force, which says to which key of finance a share may be sealed and who vouched for claimants, and
   * older ones for those who have left since.
   */
  lists: ClaimLists;
  /** The member's unit keys, wrapped to the member. */
  grants: { unitKeyId: string; wrapped: string }[];
};

/** The payouts page for a finance officer or a guardian; paid ones are listed before the order number `before`. */
export function payoutPage(ctx: Context, actor: Member, before?: number): Promise<PayoutPage> {
  return look(ctx, actor, 'payout.read', null, async ({ db }) => ({
    finance: actor.roles.includes('finance') ? await financePart(db, actor, before) : null,
    guardian: actor.roles.includes('guardian') ? await guardianPart(db) : null,
    lists: await listsOf(db),
    grants: await grantsOf(db, actor.memberId),
  }));
}

async function listsOf(tx: Tx): Promise<ClaimLists> {
  const waiting = inArray(reward.state, ['batched', 'released']);
  const leads = await tx.selectDistinct({ id: reward.approvedBy }).from(reward).where(waiting);
  const ids = leads.map(({ id }) => id);
  return claimLists(tx, ids, await versionsOfSending(tx, waiting));
}

async function financePart(tx: Tx, actor: Member, before?: number) {
  const open = await tx
    .select()
    .from(reward)
    .where(inArray(reward.state, ['claimed', 'released']))
    .orderBy(asc(reward.order));
  const paid = await tx
    .select()
    .from(reward)
    .where(and(eq(reward.state, 'paid'), before === undefined ? undefined : lt(reward.order, before)))
    .orderBy(desc(reward.order))
    .limit(PAID_PAGE + 1);
  const page = paid.slice(0, PAID_PAGE);
  const released = open.filter((row) => row.state === 'released');
  const transfers = released.filter((row) => row.claimMethod === 'bank');
  const show = await shownBy(tx, [...open, ...page]);
  const shares = await sharesOf(tx, transfers, ['finance', 'released']);
  const claimed = open.filter((row) => row.state === 'claimed');
  const together = claimed.slice(0, BATCH_MOST);
  return {
    claimed: claimed.map(show),
    nextBatch: { count: together.length, shown: shownAs(batchShown(together)) },
    waiting: await openBatches(tx),
    cash: released.filter((row) => row.claimMethod === 'cash').map(show),
    counter: await cashCounter(tx),
    payable: transfers.map((row) => ({
      ...show(row),
      own: row.proposedBy === actor.memberId || row.approvedBy === actor.memberId,
      payee: row.payee && toBase64(row.payee),
      claim: claimOf(row),
      shares: bothShares(shares, row.id),
    })),
    paid: page.map(show),
    next: paid.length > PAID_PAGE ? (page.at(-1)?.order ?? null) : null,
  };
}

async function guardianPart(tx: Tx) {
  const batches = await openBatches(tx);
  const ids = batches.flatMap(({ payments }) => payments.map(({ rewardId }) => ({ id: rewardId })));
  const shares = await sharesOf(tx, ids, ['finance', 'guardians']);
  const rows = ids.length === 0 ? [] : await tx.select().from(reward).where(eq(reward.state, 'batched'));
  const claims = new Map(rows.map((row) => [row.id, claimOf(row)]));
  const financeKeys = new Map(
    shares.flatMap((row) => (row.share === 'finance' ? [[row.rewardId, row.unitKeyId] as const] : [])),
  );
  const ofBatch = ({ payments }: BatchRow) =>
    shares
      .filter((row) => row.share === 'guardians' && payments.some(({ rewardId }) => rewardId === row.rewardId))
      .map(({ rewardId, unitKeyId, bytes }) => ({
        rewardId,
        unitKeyId,
        bytes: toBase64(bytes),
        financeKeyId: financeKeys.get(rewardId) ?? '',
        claim: claims.get(rewardId) ?? { rewardId, payee: null, payeeSignature: null, claimant: null },
      }));
  return { batches: batches.map((batch) => ({ ...batch, shares: ofBatch(batch) })) };
}

async function openBatches(tx: Tx): Promise<BatchRow[]> {
  const batches = await tx
    .select()
    .from(payoutBatch)
    .where(isNull(payoutBatch.releasedOn))
    .orderBy(asc(payoutBatch.order));
  const rows = await tx.select().from(reward).where(eq(reward.state, 'batched')).orderBy(asc(reward.order));
  const show = await shownBy(tx, rows);
  return batches.map(({ id, order, madeOn }) => {
    const own = rows.filter((row) => row.batchId === id);
    const total = own.reduce((sum, row) => sum + row.amount, 0n);
    return { id, order, madeOn, total, payments: own.map(show), shown: shownAs(batchShown(own)) };
  });
}

type ShareRow = typeof payeeShare.$inferSelect;

async function sharesOf(tx: Tx, rows: { id: string }[], kinds: ShareRow['share'][]): Promise<ShareRow[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(payeeShare)
    .where(and(inArray(payeeShare.rewardId, ids), inArray(payeeShare.share, kinds)));
}

function bothShares(all: ShareRow[], rewardId: string): PayableRow['shares'] {
  const find = (kind: ShareRow['share']) => {
    const found = all.find((row) => row.rewardId === rewardId && row.share === kind);
    return found ? { unitKeyId: found.unitKeyId, bytes: toBase64(found.bytes) } : null;
  };
  const finance = find('finance');
  const released = find('released');
  return finance && released ? { finance, released } : null;
}
