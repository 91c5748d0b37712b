import { findOrInstallBrowser, installTools } from './browser';
import { newestNode } from './newest-node';
import { attackStep, checkStep, type Outcome, vitestStep } from './steps';

const say = (line: string): void => console.log(line);
const NONE: Outcome = { passed: 0, failed: 1 };

async function browserTests(): Promise<Outcome> {
  const browser = findOrInstallBrowser(say);
  if (!browser) return NONE;
  return vitestStep(['--config', 'tests/runner/e2e.config.ts'], { ANSHAO_TEST_BROWSER: browser });
}

/** Some tests need programs of others; without them those tests would fail one by one, in riddles. */
async function unitAndDatabaseTests(): Promise<Outcome> {
  const missing = installTools(say);
  if (missing.length > 0) say(`Not installed: ${missing.join(', ')}. Tests that need them will fail.`);
  return vitestStep([], long ? { ANSHAO_LONG: '1' } : {});
}

/** Build and tests of rules, in the long form of services too, on the newest long-term Node.js. */
async function onNewestNode(): Promise<Outcome> {
  const env = newestNode(say);
  if (env === null) return NONE;
  const built = await checkStep('npm', ['run', '-s', 'build'], env);
  const tests = await vitestStep(['--project', 'unit', ...(long ? ['--project', 'database'] : [])], env);
  return { passed: built.passed + tests.passed, failed: built.failed + tests.failed };
}

type Step = [name: string, work: () => Promise<Outcome>];

/** What needs one processor and no built site, beside the build, which needs the other. */
const CHECKS: Step[] = [
  ['types', () => checkStep('tsc', ['--noEmit'])],
  ['lint and format', () => checkStep('biome', ['check', '--diagnostic-level=warn', '--error-on-warnings', '.'])],
  ['layers', () => checkStep('depcruise', ['app', 'db', '--config', '.dependency-cruiser.cjs'])],
  ['unused files and packages', () => checkStep('knip', ['--no-progress'])],
];
const BUILD: Step[] = [['build', () => checkStep('node', ['--import', 'tsx', 'app/cli/build-once.ts'])]];

/** `--long`: walks and attacks that take long, too, in their full form. */
const long = process.argv.includes('--long');

/** Everything that must hold, in the order in which it fails fastest. */
const TESTS: Step[] = [
  ['unit and database tests', unitAndDatabaseTests],
  ['browser tests', browserTests],
  [long ? 'attacks' : 'attacks, short form', () => attackStep(!long)],
  ['newest Node.js', onNewestNode],
];

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

await Promise.all([runAll(CHECKS), runAll(BUILD)]);
await runAll(TESTS);
say(`\n${summary.join('\n')}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
say(`${total.passed} passed, ${total.failed} failed`);
