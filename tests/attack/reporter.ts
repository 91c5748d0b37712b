import type { Reporter, TestCase, TestModule } from 'vitest/node';

const VERDICTS = { held: 'held', through: 'GOT THROUGH', untried: 'NOT TRIED' } as const;
type Row = { promise: string; name: string; verdict: string; seconds: string; note: string };

/** Prints the table of attacks: promise · attack · held or GOT THROUGH · seconds · note. */
export default class AttackTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    const rows = cases.filter((one) => !leftOut(one)).map(rowOf);
    const unread = modules.filter((module) => module.errors().length > 0).map(brokenFile);
    for (const line of lines([...rows, ...unread])) console.log(line);
    for (const error of errors) console.log(`Outside of all attacks: ${firstLine(String(messageOf(error)))}`);
    const count = (verdict: string) => [...rows, ...unread].filter((row) => row.verdict === verdict).length;
    const told = [`${count(VERDICTS.held)} held`, `${count(VERDICTS.through)} got through`];
    // Where the demo itself could not be made, there is no attack to report.
    const none = rows.length + unread.length === 0 ? 1 : 0;
    const untried = count(VERDICTS.untried) + errors.length + none;
    console.log(`\n${[...told, `${untried} could not be tried`].join(', ')}`);
  }
}

/** Left out of the short form; an attack skipped because the set-up before it failed is not. */
const leftOut = (one: TestCase): boolean => one.options.mode === 'skip';

function rowOf(one: TestCase): Row {
  const { promise = '', notes = [] } = one.meta();
  const { state, errors = [] } = one.result();
  const asserted = errors.length > 0 && errors.every(({ name }) => name === 'AssertionError');
  const verdict = state === 'passed' ? VERDICTS.held : asserted ? VERDICTS.through : VERDICTS.untried;
  const wrong = errors.map(({ message }) => firstLine(message));
  const seconds = ((one.diagnostic()?.duration ?? 0) / 1_000).toFixed(1);
  return { promise, name: one.fullName, verdict, seconds, note: [...notes, ...wrong].join('; ') };
}

const brokenFile = (module: TestModule): Row => ({
  promise: '',
  name: module.relativeModuleId,
  verdict: VERDICTS.untried,
  seconds: '',
  note: module
    .errors()
    .map(({ message }) => firstLine(message))
    .join('; '),
});

const messageOf = (error: unknown): unknown => (error as { message?: unknown } | null)?.message ?? error;

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').slice(0, 2_000);

function lines(rows: readonly Row[]): string[] {
  const columns = ['promise', 'name', 'verdict', 'seconds'] as const;
  const sorted = [...rows].sort((a, b) => (a.promise < b.promise ? -1 : a.promise > b.promise ? 1 : 0));
  const all = [{ promise: 'Promise', name: 'Attack', verdict: 'Outcome', seconds: 's', note: 'Note' }, ...sorted];
  const widths = columns.map((column) => Math.max(...all.map((row) => row[column].length)));
  return all.map((row) =>
    [...columns.map((column, n) => row[column].padEnd(widths[n] ?? 0)), row.note].join(' · ').trimEnd(),
  );
}
