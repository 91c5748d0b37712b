import { findOrInstallBrowser, installTools } from './browser';
import { attackStep, checkStep, type Outcome, vitestStep } from './steps';

const say = (line: string): void => console.log(line);

async function browserTests(): Promise<Outcome> {
  const browser = findOrInstallBrowser(say);
  if (!browser) return { passed: 0, failed: 1 };
  return vitestStep(['--config', 'tests/runner/e2e.config.ts'], { ANSHAO_TEST_BROWSER: browser });
}

/** Some tests need programs of others; without them those tests would fail one by one, in riddles. */
async function unitAndDatabaseTests(): Promise<Outcome> {
  const missing = installTools(say);
  if (missing.length > 0) say(`Not installed: ${missing.join(', ')}. Tests that need them will fail.`);
  return vitestStep([]);
}

/** Everything that must hold, in the order in which it fails fastest. */
const STEPS: [name: string, work: () => Promise<Outcome>][] = [
  ['types', () => checkStep('tsc', ['--noEmit'])],
  ['lint and format', () => checkStep('biome', ['check', '--diagnostic-level=warn', '--error-on-warnings', '.'])],
  ['layers', () => checkStep('depcruise', ['app', 'db', '--config', '.dependency-cruiser.cjs'])],
  ['unused files and packages', () => checkStep('knip', ['--no-progress'])],
  ['build', () => checkStep('node', ['--import', 'tsx', 'app/cli/build-once.ts'])],
  ['unit and database tests', unitAndDatabaseTests],
  ['browser tests', browserTests],
  ['attacks, short form', () => attackStep(true)],
];

/** `npm test WORD …` runs the steps whose name holds one of the words. */
const wanted = process.argv.slice(2);
const total: Outcome = { passed: 0, failed: 0 };
const summary: string[] = [];
for (const [name, work] of STEPS) {
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
say(`\n${summary.join('\n')}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
say(`${total.passed} passed, ${total.failed} failed`);
