import { request } from 'node:http';
import parse from 'parse-prometheus-text-format';
import { expect, onTestFinished, test } from 'vitest';
import { makeMetrics } from '~/web/metrics.server';
import { openMetrics } from '~/web/metrics-port.server';
import type { Ended } from '~/web/request-log.server';
import { testSite } from './test-site';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-30T09:10:00+08:00');

/** Metrics on a port of their own, read over HTTP and taken apart by somebody else's parser. */
async function readable() {
  let now = START;
  let waiting = 0;
  const health = { ready: true, stampAgeDays: 3, listDaysLeft: 18, backupHours: null as number | null };
  const metrics = makeMetrics({
    now: () => now,
    health: async () => health,
    load: async () => ({ outboxWaiting: 2, outboxGivenUp: 1, connections: 7 }),
    waiting: () => ({ plain: waiting }),
  });
  const { port, close } = await openMetrics(metrics, { host: '127.0.0.1', port: 0 });
  onTestFinished(close);
  const text = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const get = (times: number, route: string, more: Partial<Ended> = {}) => {
    for (let n = 0; n < times; n++) metrics.answered({ method: 'GET', route, status: 200, ms: 20, ...more });
  };
  return {
    port,
    metrics,
    health,
    get,
    text,
    read: async () => parse(await text()),
    wait: (ms: number) => {
      now += ms;
    },
    crowd: (count: number) => {
      waiting = count;
    },
  };
}

const named = (families: Awaited<ReturnType<typeof parse>>, name: string) =>
  families.find((family) => family.name === name)?.metrics ?? [];

test('what a report moves is not told before a full hour and a crowd, and what is sent never', async () => {
  const { text, read, get, wait, crowd, metrics } = await readable();
  const before = await text();
  // A report as it comes: pages and files, its parts, the report, a look at the follow page.
  get(4, '/:lang/report');
  get(25, 'static', { ms: 3 });
  for (const route of ['/upload', '/:lang/report/sealed', '/:lang/follow', '/:lang/report'])
    metrics.answered({ method: 'POST', route, status: 200, ms: 412 });
  crowd(1);
  expect(await text()).toBe(before);
  wait(HOUR);
  expect(named(await read(), 'anshao_http_requests_total')).toEqual([]);
  // It stays untold, though hours pass and others come, until there is a crowd.
  get(400, '/:lang/exposure');
  wait(HOUR);
  expect(named(await read(), 'anshao_http_requests_total')).toEqual([]);
  get(100, '/:lang/staff/queue');
  const crowded = await text();
  wait(HOUR - 60_000);
  expect(await text()).not.toBe(crowded);
  const counted = named(await read(), 'anshao_http_requests_total');
  const byKind = Object.fromEntries(counted.map(({ labels, value }) => [labels?.kind, Number(value)]));
  expect(byKind).toEqual({ public: 404, static: 25, staff: 100 });
  for (const [kind, count] of Object.entries(byKind))
    expect(await text()).toContain(`anshao_http_request_seconds_count{kind="${kind}"} ${count}\n`);
});

test('lines, memory and jobs are told each hour, in steps', async () => {
  const { read, text, wait, crowd } = await readable();
  expect(await text()).not.toContain('anshao_memory_bytes');
  crowd(27);
  wait(HOUR);
  const families = await read();
  expect(named(families, 'anshao_waiting')).toEqual([{ value: '20', labels: { line: 'plain' } }]);
  expect(named(families, 'anshao_outbox_jobs').map(({ value }) => value)).toEqual(['2', '1']);
  expect(Number(named(families, 'anshao_memory_bytes')[0]?.value) % (64 * 1024 * 1024)).toBe(0);
  expect(named(families, 'anshao_event_loop_lag_seconds').map(({ labels }) => labels?.quantile)).toEqual([
    '0.5',
    '0.99',
  ]);
});

test('what nobody outside moves is told at once, and what is not known is left out', async () => {
  const { read, metrics, health } = await readable();
  const value = async (name: string) => named(await read(), `anshao_${name}`)[0]?.value;
  expect([await value('ready'), await value('stamp_age_days'), await value('lists_days_left')]).toEqual([
    '1',
    '3',
    '18',
  ]);
  expect(await value('backup_age_hours')).toBeUndefined();
  health.backupHours = 5;
  expect(await value('backup_age_hours')).toBe('5');
  expect(await value('task_last_success_timestamp_seconds')).toBeUndefined();
  metrics.ended('log.chain', true);
  metrics.ended('retention', false);
  expect(await value('task_last_success_timestamp_seconds')).toBe(String(START / 1_000));
  expect(named(await read(), 'anshao_task_failures_total')).toEqual([{ value: '1', labels: { task: 'retention' } }]);
});

test('the port answers Prometheus and nobody else', async () => {
  const { port } = await readable();
  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    new Promise<number>((done, fail) => {
      const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      });
      asking.on('error', fail).end();
    });
  expect(await ask('/metrics')).toBe(200);
  expect([await ask('/'), await ask('/metrics?x=1'), await ask('/metrics', 'POST')]).toEqual([404, 404, 404]);
  // A browser that was led here under another name.
  expect(await ask('/metrics', 'GET', { 'Sec-Fetch-Site': 'cross-site' })).toBe(404);
});

test('a site tells every request but those that watch it, and who waits', async () => {
  const told: Ended[] = [];
  const routes = { '/:lang/page': { loader: () => new Response('x') } };
  const { url, site } = await testSite(routes, { answered: (one) => void told.push(one) });
  for (const path of ['/zh/page', '/assets/site-Ab12Cd34.css', '/healthz', '/readyz', '/zh/nowhere'])
    await (await fetch(url + path)).text();
  await expect.poll(() => told.length).toBe(3);
  expect(told.map(({ method, route, status }) => [method, route, status])).toEqual([
    ['GET', '/:lang/page', 200],
    ['GET', 'static', 200],
    ['GET', '-', 404],
  ]);
  expect(site.waiting()).toEqual({ pages: 0, plain: 0 });
});
