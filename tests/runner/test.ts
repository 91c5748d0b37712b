import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallBrowser, installTools } from './browser';
import { COMPILED } from './compiled';
import { keepTemporaryFilesInMemory } from './in-memory';
import { newestNode } from './newest-node';
import { BUILT } from './program';
import { attackStep, checkStep, type Outcome, vitestStep } from './steps';

const say = (line: string): void => console.log(line);
const NONE: Outcome = { passed: 0, failed: 1 };

/** `--long`: also runs walks and attacks that take long, in their full form. */
const long = process.argv.includes('--long');
const LONG: Record<string, string> = long ? { ANSHAO_LONG: '1' } : {};

type Programs = { browser: string | null };
let installed: Promise<Programs> | undefined;

/** Browser and other people's programs, installed once, while other steps go on. */
function programs(): Promise<Programs> {
  installed ??= installPrograms();
  return installed;
}

async function installPrograms(): Promise<Programs> {
  const missing = await installTools(say);
  // Without them those tests would fail one by one, with puzzling messages.
  if (missing.length > 0) say(`Not installed: ${missing.join(', ')}. Tests that need them will fail.`);
  return { browser: await findOrInstallBrowser(say) };
}

async function vitestWithPrograms(...args: string[]): Promise<Outcome> {
  await programs();
  return vitestStep(args, LONG);
}

async function browserTests(): Promise<Outcome> {
  const { browser } = await programs();
  return browser
    ? vitestStep(['--config', 'tests/runner/e2e.config.ts'], { ANSHAO_TEST_BROWSER: browser, ...LONG })
    : NONE;
}

/** The newest long-term Node.js builds the site, too; the build that is tested is made after it, by this Node.js. */
async function buildOnNewestNode(): Promise<Outcome> {
  const env = newestNode(say);
  return env === null ? NONE : checkStep('npm', ['run', '-s', 'build'], env);
}

/** Tests of rules and of services on the newest long-term Node.js. */
async function testsOnNewestNode(): Promise<Outcome> {
  const env = newestNode(say);
  const projects = ['unit', 'database'].flatMap((name) => ['--project', name]);
  // With what others leave, a test may take long.
  const unhurried = ['--testTimeout=600000', '--hookTimeout=600000'];
  return env === null ? NONE : vitestStep([...unhurried, ...projects], env, 'dot', { low: true });
}

type Step = [name: string, work: () => Promise<Outcome>];

/** Steps that need one processor and no built site run beside the builds and what needs them. */
const CHECKS: Step[] = [
  // The native compiler finds the same errors with two fifths of the work; `typescript` itself is what knip and others read with.
  ['types', () => checkStep('node', ['node_modules/typescript-native/bin/tsc', '--noEmit'])],
  ['lint and format', () => checkStep('biome', ['check', '--diagnostic-level=warn', '--error-on-warnings', '.'])],
  ['layers', () => checkStep('depcruise', ['app', 'db', '--config', '.dependency-cruiser.cjs'])],
  ['unused files and packages', () => checkStep('knip', ['--no-progress'])],
  [
    'what only tests use',
    () => checkStep('knip', ['--no-progress', '--production', '--include', 'files,exports,types,duplicates']),
  ],
  // Rules and sealing need neither a built site nor a database.
  ['unit tests', () => vitestWithPrograms('--project', 'unit', '--maxWorkers=1')],
];
const BUILDS: Step[] = [
  ['build on the newest Node.js', buildOnNewestNode],
  ['build', () => checkStep('node', ['--import', 'tsx', 'app/cli/build-once.ts'])],
];

/** Services before pages, because they fail faster; three files at a time, since they wait for the database, too. */
const SERVICES: Step = [
  'database tests',
  () => vitestWithPrograms(...['database', 'faults', 'alone'].flatMap((name) => ['--project', name]), '--maxWorkers=3'),
];
/** Three files at a time, which keep both processors busy. */
const WALKS: Step = ['browser tests', browserTests];
const ATTACKS: Step = [long ? 'attacks' : 'attacks, short form', () => attackStep(!long)];
/** The others wait for browsers, databases and each other; what they leave of the processors serves these. */
const OTHER_NODE: Step = ['unit and database tests on the newest Node.js', testsOnNewestNode];

/** `npm test WORD …` runs the steps whose name holds one of the words. */
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const total: Outcome = { passed: 0, failed: 0 };
const summary: string[] = [];

async function runAll(steps: Step[]): Promise<void> {
  for (const [name, work] of steps) {
    if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
    say(`\n── ${name}`);
    const started = performance.now();
    const { passed, failed } = await work();
    total.passed += passed;
    total.failed += failed;
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    const line = `${failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`;
    summary.push(line);
    say(line);
  }
}

async function buildAndWalk(): Promise<void> {
  await runAll(BUILDS);
  // Tests then ask no more, and commands start as they are built.
  if (summary.some((line) => line.startsWith('✓ build:'))) process.env[BUILT] = '1';
  await runAll([SERVICES, WALKS, ATTACKS]);
}

keepTemporaryFilesInMemory();
process.env[COMPILED] = mkdtempSync(join(tmpdir(), 'anshao-compiled-'));
if (wanted.length === 0) void programs();
await Promise.all([buildAndWalk(), runAll([...CHECKS, OTHER_NODE])]);
rmSync(process.env[COMPILED], { recursive: true, force: true });
say(`\n${summary.join('\n')}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
say(`${total.passed} passed, ${total.failed} failed`);
