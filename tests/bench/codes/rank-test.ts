/**
 * The probability that two samples of one distribution differ at least this much in rank (Mann–Whitney, two-sided, by
 * the normal curve).
 */
export function rankTest(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))];
  all.sort((x, y) => x.value - y.value);
  const sum = all.reduce((total, { first }, index) => total + (first ? index + 1 : 0), 0);
  const [n, m] = [a.length, b.length];
  const u = sum - (n * (n + 1)) / 2;
  const spread = Math.sqrt((n * m * (n + m + 1)) / 12);
  return spread === 0 ? 1 : 2 * upperTail(Math.abs(u - (n * m) / 2) / spread);
}

/** The part of the normal curve beyond `z`; Abramowitz and Stegun 26.2.17, wrong by less than 1e-7. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const terms = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const series = terms.reduceRight((rest, term) => (rest + term) * t, 0);
  return (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
