import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import parse from 'parse-prometheus-text-format';
import { expect, test } from 'vitest';
import { ensureBuilt } from '../runner/program';
import { freePort, openFollow, pageValue, post, sendReport, startSite } from './running-site';

test('after a played report a whole site tells nothing personal, and no step that a report made', async () => {
  ensureBuilt();
  const data = mkdtempSync(join(tmpdir(), 'anshao-metrics-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const env = { ...process.env, ANSHAO_METRICS: `127.0.0.1:${metricsPort}` };
  const site = await startSite(data, { port, env });
  try {
    const text = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    /** Everything told but when tasks of the clock last ran, which they do without anybody’s asking. */
    const told = async () =>
      parse(await text()).filter(({ name }) => name !== 'anshao_task_last_success_timestamp_seconds');
    await expect.poll(text, { timeout: 60_000 }).toContain('task="retention"');
    const before = await told();
    expect(before.map(({ name }) => name)).toContain('anshao_ready');
    const marker = '无人知晓的仓库7f3a';
    const { status, code } = await sendReport(site.origin, { fields: { description: marker, urgent: true } as never });
    expect(status).toBe(200);
    const cookie = (await openFollow(site.origin, code ?? '')) ?? '';
    const page = await pageValue(site.origin, cookie);
    expect((await post(site.origin, { message: marker, step: 'message', page }, cookie)).status).toBe(303);
    // A full hour may begin meanwhile, and with it what is told each hour.
    const hourly = /^anshao_(?:waiting|outbox_jobs|database_connections|memory_bytes|event_loop_lag_seconds)$/;
    const steady = (families: Awaited<ReturnType<typeof told>>) => families.filter(({ name }) => !hourly.test(name));
    expect(steady(await told())).toEqual(steady(before));
    const all = await text();
    for (const secret of [marker, code ?? '', '/report', '/follow', '127.0.0.1', 'anshao_http_requests_total'])
      expect(all).not.toContain(secret);
  } finally {
    expect(await site.stop()).toBe(0);
    rmSync(data, { recursive: true, force: true });
  }
  await expect(fetch(`http://127.0.0.1:${metricsPort}/metrics`)).rejects.toThrow();
}, 600_000);

test('a site does not start with one port for both', () => {
  const env = { ...process.env, NODE_ENV: 'test' as const, PORT: '4711', ANSHAO_METRICS: '127.0.0.1:4711' };
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'app/cli/anshao.ts', 'start'], {
    env: { ...env, GLIBC_TUNABLES: 'glibc.malloc.perturb=90:glibc.malloc.tcache_count=0' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('ANSHAO_METRICS');
}, 60_000);
