/** `printed` has no target; `notYet` explains in its note why nothing, or not the real thing, can be measured today. */
export type Verdict = 'met' | 'notMet' | 'notYet' | 'printed';

/** One line of the bench: a budget of the portal, or a number beside one. */
export type Measurement = {
  what: string;
  measured: string;
  /** What it was measured against in the same run. */
  reference?: string;
  /** The value as the budget counts it. */
  ratio?: string;
  budget?: string;
  verdict: Verdict;
  /** One sentence. */
  note?: string;
  /** The bare numbers, in the unit that their name gives. */
  values: Record<string, number>;
};

export const verdict = (met: boolean): Verdict => (met ? 'met' : 'notMet');

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : value < 1000 ? 1 : 0)} ms`;
export const perSecond = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)}/s`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** The value below which a share of all lies (nearest rank); 0 for an empty list. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
