import type { Tx } from '#db/client';
import type { IsoDate } from '~/domain/dates';
import type { ClaimMethod } from '~/domain/reward/reward-order';
import { shownAs } from '~/domain/shown';
import { fundsById, type NamedFund } from './fund.server';
import { paymentShown, type RewardRow } from './reward-rows.server';

/** A payment as finance and guardians see it: nothing that leads to a case, a matter, a unit's papers or a person. */
export type PayoutRow = {
  rewardId: string;
  order: number;
  amount: bigint;
  method: ClaimMethod;
  /** The night on which it came to finance, with the other claims of the day before. */
  claimedOn: IsoDate;
  paidOn: IsoDate | null;
  voucher: string | null;
  /** All of that as its form posts it back. */
  shown: string;
  fund: Pick<NamedFund, 'unit' | 'year' | 'source'> | null;
};

/** Payments with their funds, as pages show them. */
export async function shownBy(tx: Tx, rows: RewardRow[]): Promise<(row: RewardRow) => PayoutRow> {
  const funds = await fundsById(tx, [...new Set(rows.map((row) => row.fundId))]);
  return (row) => {
    const booked = funds.get(row.fundId);
    return {
      rewardId: row.id,
      order: row.order,
      amount: row.amount,
      method: row.claimMethod,
      claimedOn: row.enteredOn,
      paidOn: row.paidOn,
      voucher: row.voucher,
      shown: shownAs(paymentShown(row)),
      fund: booked ? { unit: booked.unit, year: booked.year, source: booked.source } : null,
    };
  };
}
