/**
 * What each signatory of a joint report has if they divide its one reward equally, in whole fen: the shares sum to the
 * whole, and what cannot be divided goes to the first signatories, a fen each. The office pays the whole to the first.
 */
export function jointShares(amountFen: bigint, signatories: number): bigint[] {
  const count = BigInt(signatories);
  const each = amountFen / count;
  const rest = amountFen % count;
  return Array.from({ length: signatories }, (_, at) => each + (BigInt(at) < rest ? 1n : 0n));
}
