import type { Measurement, Verdict } from './measurement';

const VERDICTS: Record<Verdict, string> = {
  met: 'met',
  notMet: 'NOT MET',
  notYet: 'not yet',
  printed: 'printed',
};
const HEAD = ['what', 'measured', 'reference', 'ratio', 'budget', ''];

/** All measurements as one table for people; notes stand under their row. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map(cells);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => width(row[column] ?? ''))));
  const line = (row: string[]) => row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ');
  const rule = '─'.repeat(widths.reduce((sum, one) => sum + one + 2, -2));
  const body = measurements.flatMap((one, index) => [
    line(rows[index] ?? []).trimEnd(),
    ...(one.note ? [`    ${one.note}`] : []),
  ]);
  return [line(HEAD).trimEnd(), rule, ...body, rule, summary(measurements)].join('\n');
}

const cells = (one: Measurement): string[] => [
  one.what,
  one.measured,
  one.reference ?? '–',
  one.ratio ?? '–',
  one.budget ?? '–',
  VERDICTS[one.verdict],
];

function summary(measurements: readonly Measurement[]): string {
  const count = (verdict: Verdict) => measurements.filter((one) => one.verdict === verdict).length;
  return `${count('met')} met, ${count('notMet')} not met, ${count('notYet')} not yet measurable, ${count('printed')} printed without a target`;
}

const width = (text: string): number => [...text].length;
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));
