import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import type { TestContext } from '../services/test-context';
import { killInTransaction, type Moment } from './killed-transaction';

/**
 * A program of this site that does what the web process does with a posted form, in a process of its own: killed at a moment
 * of its transaction, or run to its end for the answer that it prints.
 */
export function ownProcess(ctx: () => TestContext, program: string, posted: () => unknown) {
  const where = mkdtempSync(join(tmpdir(), 'anshao-killed-'));
  afterAll(() => rmSync(where, { recursive: true, force: true }));
  const file = join(where, 'posted.json');
  const words = ['--import', 'tsx', `tests/faults/${program}`, file];
  const env = () => {
    writeFileSync(join(where, 'server-secret'), Buffer.from(inject('keptContext').secret, 'hex'), { mode: 0o600 });
    writeFileSync(file, JSON.stringify(posted()));
    const { origin, database } = ctx();
    const site = { ANSHAO_DATA: where, ANSHAO_ORIGIN: origin, DATABASE_URL: database.url };
    return { ...process.env, NODE_ENV: 'test' as const, ...site };
  };
  return {
    killAt: (moment: Moment) =>
      killInTransaction(
        ctx().database.owner.db,
        () => spawn(process.execPath, words, { env: env(), stdio: 'pipe' }),
        moment,
      ),
    again: (): unknown =>
      JSON.parse(spawnSync(process.execPath, words, { encoding: 'utf8', env: env() }).stdout.trim()),
  };
}
