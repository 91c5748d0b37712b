import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';

export type Outcome = { passed: number; failed: number };

/** Settings of the machine must not reach the tests, whatever their names; what tests tell each other must. */
const OF_TESTS = /^ANSHAO_(?:TEST_|ATTACK$|LONG$)/;
const isSetting = (name: string): boolean =>
  ['PORT', 'HOST', 'DATABASE_URL', 'SMTP_URL', 'NODE_ENV'].includes(name) ||
  (name.startsWith('ANSHAO_') && !OF_TESTS.test(name));

type Run = { code: number; output: string };

/** Of a process that takes only what the others leave: 0 is a usual one, 19 the lowest. */
const LOW_PRIORITY = 10;

/** What runs beside other steps may take their place, or only what they leave. */
export type Beside = { low?: boolean };

/** Runs one of the installed tools; `show` passes its output on as it comes. */
function run(
  tool: string,
  args: string[],
  show: boolean,
  more: Record<string, string> = {},
  { low = false }: Beside = {},
): Promise<Run> {
  const env = { ...process.env, ...more };
  for (const name of Object.keys(env).filter(isSetting)) Reflect.deleteProperty(env, name);
  return new Promise((resolve) => {
    const command = process.platform === 'win32' ? `${tool}.cmd` : tool;
    // Another PATH means another Node.js.
    const node = more.PATH === undefined ? process.execPath : 'node';
    const path = tool === 'node' ? node : tool === 'npm' ? command : join('node_modules', '.bin', command);
    const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    // Whatever it starts inherits this.
    if (low && child.pid !== undefined) setPriority(child.pid, LOW_PRIORITY);
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A tool that passes or fails as a whole counts as one test. */
export async function checkStep(tool: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const { code, output } = await run(tool, args, false, env);
  if (code === 0) return { passed: 1, failed: 0 };
  console.log(output.trimEnd());
  return { passed: 0, failed: 1 };
}

type Report = {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** Counts single tests; a file that could not be read, or an error outside any test, counts as one failed. */
export async function vitestStep(
  args: string[],
  env: Record<string, string> = {},
  reporter = 'default',
  beside: Beside = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-report-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = [`--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${file}`];
    const { code } = await run('vitest', ['run', ...args, ...reporters], true, env, beside);
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const unread = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
    const failed = report.numFailedTests + unread.length;
    return { passed: report.numPassedTests, failed: failed === 0 && (code !== 0 || !report.success) ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The attacks on a fresh demo, in the short or the full form; `chosen` picks files or projects. Prints their table. */
export const attackStep = (short: boolean, chosen: string[] = []): Promise<Outcome> =>
  vitestStep(
    ['--config', 'tests/runner/attack.config.ts', ...chosen],
    { ANSHAO_ATTACK: short ? 'short' : 'full' },
    './tests/attack/reporter.ts',
  );
