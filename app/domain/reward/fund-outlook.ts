/** What a unit has for rewards this year, and what comes towards it; amounts in fen. */
export type Pipeline = {
  balanceFen: bigint;
  /** What was credited or carried over to this year. */
  creditedFen: bigint;
  /** Proposed or agreed to, and not yet charged. */
  waitingFen: bigint;
  /** Cases found true for which nothing is proposed yet. */
  casesAhead: number;
  /** What was approved for a reward on average in the last twelve months; null where nothing was. */
  meanFen: bigint | null;
};

export type Outlook = Pipeline & {
  /** What the cases ahead would cost at that average; null where there is none to count with. */
  expectedFen: bigint | null;
  /** What would be left once all of that is approved; below zero it is the lack. */
  leftFen: bigint;
  state: 'short' | 'low' | 'enough';
};

/** `low` begins where less than this part of the year's money is left: the product's own figure. */
const LOW_PART = 5n;

/**
 * Will the money last? `short` where it does not cover what waits and what is expected, `low` where less than a fifth of the
 * year's money is left. An average is rounded up, so that a lack is told rather early than late.
 */
export function outlookOf(pipeline: Pipeline): Outlook {
  const { balanceFen, creditedFen, waitingFen, casesAhead, meanFen } = pipeline;
  const expectedFen = casesAhead === 0 ? 0n : meanFen === null ? null : meanFen * BigInt(casesAhead);
  const leftFen = balanceFen - waitingFen - (expectedFen ?? 0n);
  const low = balanceFen * LOW_PART < creditedFen;
  return { ...pipeline, expectedFen, leftFen, state: leftFen < 0n ? 'short' : low ? 'low' : 'enough' };
}

/** The average of a sum over a count, rounded up to the fen; null of nothing. */
export const meanOf = (sumFen: bigint, count: number): bigint | null =>
  count === 0 ? null : (sumFen + BigInt(count) - 1n) / BigInt(count);
