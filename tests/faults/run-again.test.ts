import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { overwritesFreed, overwritingEnvironment } from '~/web/env.server';
import { ensureBuilt } from '../runner/program';
import { freePort, startCommand } from './running-site';

it('asks the C library once, and leaves what else it was told', () => {
  const env = overwritingEnvironment({ NODE_ENV: 'test', GLIBC_TUNABLES: 'glibc.rtld.nns=4:glibc.malloc.perturb=0' });
  expect(env.GLIBC_TUNABLES).toBe('glibc.rtld.nns=4:glibc.malloc.perturb=90:glibc.malloc.tcache_count=0');
  expect(overwritesFreed(env)).toBe(true);
});

it.runIf(process.platform === 'linux')(
  'runs the site in a process whose freed memory is overwritten, and which ends with the one that started it',
  async () => {
    ensureBuilt();
    const data = mkdtempSync(join(tmpdir(), 'anshao-again-'));
    const pidFile = join(data, 'anshao.pid');
    const site = await startCommand(['build/program/anshao.js', 'start'], data, { port: await freePort(), loader: [] });
    try {
      // It answers before it says who it is.
      await expect.poll(() => existsSync(pidFile), { timeout: 60_000 }).toBe(true);
      const pid = Number(readFileSync(pidFile, 'utf8'));
      expect(pid).not.toBe(site.pid);
      // The library splits its settings in place.
      const settings = readFileSync(`/proc/${pid}/environ`, 'utf8');
      for (const one of ['malloc.perturb=90', 'malloc.tcache_count=0']) expect(settings).toContain(`glibc.${one}`);
    } finally {
      await site.kill();
    }
    await expect.poll(() => existsSync(pidFile), { timeout: 120_000 }).toBe(false);
    rmSync(data, { recursive: true, force: true });
  },
  600_000,
);
