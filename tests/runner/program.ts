import { spawnSync } from 'node:child_process';

/** Set for all processes of a run whose site was built already, so that it is not asked for each file again. */
export const BUILT = 'ANSHAO_TEST_BUILT';

/** Builds the site if its sources are newer than the build; once in a run. */
export function ensureBuilt(): void {
  if (process.env[BUILT] === '1') return;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'app/cli/build-once.ts'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The site could not be built: ${stderr}`);
  process.env[BUILT] = '1';
}

/** What Node.js is given to run `anshao`: as it is built, which starts three times as fast, or else its sources. */
export const anshao = (...words: string[]): string[] =>
  process.env[BUILT] === '1'
    ? ['build/program/anshao.js', ...words]
    : ['--import', 'tsx', 'app/cli/anshao.ts', ...words];
