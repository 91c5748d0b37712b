import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { fund } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { yearOf } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { checkClose, YEAR_ENDS, type YearEnd } from '~/domain/reward/fund-year';
import { requireAsShown } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { type Fund, fundShown, requireVoucher } from './fund.server';
import { book } from './ledger.server';

/** `shown`: what the page showed of the fund (`fundShown`). */
export type FundClose = { fundId: string; end: YearEnd; voucher: string; shown: string };

/**
 * Closes a fund whose year is over. What is left goes to the fund of the same unit and source of this year, which is opened
 * where there is none, or back to the treasury, each as entries of its own. What was approved of the closed year is still
 * claimed and paid from it; what comes back unclaimed later is taken out by closing again. Refusals: `invalid` (end,
 * voucher), `notFound`, `stageForbids` for a year that is not over, `alreadyDone`, `shownOtherwise`.
 */
export async function closeFund(
  ctx: Context,
  actor: Member,
  { fundId, end, shown, ...typed }: FundClose,
): Promise<void> {
  await perform(ctx, actor, 'fund.close', `fund:${fundId}`, async ({ tx, today, record }) => {
    if (!YEAR_ENDS.includes(end)) throw new Refusal('invalid', { field: 'end' });
    const [row] = isUuid(fundId) ? await tx.select().from(fund).where(eq(fund.id, fundId)).for('update') : [];
    if (!row) throw new Refusal('notFound', { field: 'fundId' });
    const refusal = checkClose(row, yearOf(today));
    if (refusal) throw refusal;
    requireAsShown(shown, fundShown(row));
    const amount = row.balance;
    if (amount > 0n) {
      const voucher = requireVoucher(typed.voucher);
      const kind = end === 'carryOver' ? 'carryOut' : 'giveBack';
      await book(tx, today, kind, { fundId, amount, voucher });
      if (end === 'carryOver')
        await book(tx, today, 'carryIn', { fundId: await nextFund(tx, row, yearOf(today)), amount });
      record({ amount: String(amount), voucher });
    }
    if (row.closedOn === null) await tx.update(fund).set({ closedOn: today }).where(eq(fund.id, fundId));
    record({ outcome: end });
  });
}

async function nextFund(tx: Tx, { unitId, source }: Fund, year: number): Promise<string> {
  const next = { id: randomUUID(), unitId, year, source, balance: 0n };
  await tx.insert(fund).values(next).onConflictDoNothing();
  const same = and(eq(fund.unitId, unitId), eq(fund.year, year), eq(fund.source, source));
  const [row] = await tx.select({ id: fund.id }).from(fund).where(same);
  if (!row) throw new Refusal('conflict');
  return row.id;
}
