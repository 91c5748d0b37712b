import { timingSafeEqual } from 'node:crypto';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { cashTry } from '#db/schema/cash';
import { reward } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { readCashCode, triesLeft } from '~/domain/reward/cash';
import type { Context } from '~/services/context.server';
import { rewardPolicyOn } from '~/services/county/policies.server';
import { perform } from '~/services/perform.server';
import { cashCodeOf } from './cash-code.server';
import { type PayoutRow, shownBy } from './payout-rows.server';
import type { RewardRow } from './reward-rows.server';

/** A payment to which the told code belongs. */
export type FoundCash = PayoutRow & {
  /** What it still waits for; only a `released` one may be paid. */
  state: 'claimed' | 'batched' | 'released';
  /** The viewer proposed or approved it, so somebody else has to pay. */
  own: boolean;
  /** By the rule in force the code alone is enough; otherwise whoever fetches the cash shows a document as well. */
  byCode: boolean;
  /** Posted back with the payment to prove that this member was told its code today. */
  found: string;
};

/**
 * The payment to which a code told at the counter belongs, found by the code alone. No codes are stored: the code of
 * every waiting payment is derived and compared, whatever is found. If two payments have the same code by chance, both
 * are shown. A wrong code counts against the member who typed it, and against no payment. Refusals: `invalid`
 * (cashCode): not a code at all, which does not count, or with data.triesLeft one that no payment has.
 */
export function findCash(ctx: Context, actor: Member, typed: string): Promise<FoundCash[]> {
  return perform(ctx, actor, 'payout.find', null, async ({ tx, today, about, record, refuse }) => {
    const told = readCashCode(typed);
    if (told === null) throw new Refusal('invalid', { field: 'cashCode' });
    const wrong = await wrongToday(tx, actor.memberId, today);
    if (triesLeft(wrong) === 0) throw notFound(wrong);
    const rows = await waitingWith(ctx, tx, told);
    const [first] = rows;
    if (first === undefined) {
      await tx
        .update(cashTry)
        .set({ wrong: wrong + 1 })
        .where(eq(cashTry.memberId, actor.memberId));
      record({ outcome: 'wrongCode' });
      return refuse(notFound(wrong + 1));
    }
    about(`reward:${first.id}`);
    record({ outcome: first.state === 'released' ? 'found' : 'notReady' });
    const show = await shownBy(tx, rows);
    const byCode = (await rewardPolicyOn(tx, today)).anonymousEligible === true;
    return rows.map((row) => ({
      ...show(row),
      state: row.state,
      own: row.proposedBy === actor.memberId || row.approvedBy === actor.memberId,
      byCode,
      found: proofOf(ctx, actor, row, today),
    }));
  });
}

/** Was this member told the payment's code today, for this release of it? Refusal `expired`. */
export function requireFound(ctx: Context, actor: Member, row: RewardRow, today: IsoDate, found: string): void {
  if (!isSame(found, proofOf(ctx, actor, row, today))) throw new Refusal('expired');
}

const notFound = (wrong: number) =>
  new Refusal('invalid', { field: 'cashCode', data: { triesLeft: triesLeft(wrong) } });

/** A value of the server's own, so that the code itself goes no further than the question. */
const proofOf = ({ secret }: Context, { memberId }: Member, { id, batchId }: RewardRow, today: IsoDate) =>
  secret.tag('cash-found', JSON.stringify([id, batchId, memberId, today]));

/**
 * The member's wrong codes of today, with the row locked, so that tries at the same moment are counted one after the
 * other.
 */
async function wrongToday(tx: Tx, memberId: string, today: IsoDate): Promise<number> {
  const [row] = await tx
    .insert(cashTry)
    .values({ memberId, onDay: today, wrong: 0 })
    .onConflictDoUpdate({
      target: cashTry.memberId,
      set: { onDay: today, wrong: sql`case when ${cashTry.onDay} = ${today} then ${cashTry.wrong} else 0 end` },
    })
    .returning({ wrong: cashTry.wrong });
  return row?.wrong ?? 0;
}

type Waiting = RewardRow & { state: FoundCash['state'] };

async function waitingWith(ctx: Context, tx: Tx, told: string): Promise<Waiting[]> {
  const rows = await tx
    .select()
    .from(reward)
    .where(and(eq(reward.claimMethod, 'cash'), ne(reward.state, 'paid')))
    .orderBy(asc(reward.order));
  return rows.filter((row): row is Waiting => isSame(told, cashCodeOf(ctx, row.id)));
}

function isSame(given: string, own: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(own)];
  return a.length === b.length && timingSafeEqual(a, b);
}
