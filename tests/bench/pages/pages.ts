import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from '../child';
import { BROWSER, httpGet } from '../http-get';
import { kilobytes, type Measurement, median, percent, perSecond, verdict } from '../measurement';
import { addressOf } from '../site';
import type { Workshop } from '../workshop';
import type { KeptAnswers } from './bare-process';

const PATHS = ['/zh', '/zh/exposure', '/zh/statistics', '/zh/rewards', '/zh/protection'];
const ROUNDS = 2;
const SECONDS = 2;
const CONNECTIONS = 16;
/** What a bare server makes itself. */
const OWN_HEADERS = /^(?:date|connection|keep-alive|transfer-encoding)$/i;

/** Requests per second of the public pages against a bare server that sends the same bytes; both in turns. */
export async function measurePages(workshop: Workshop, site: Child): Promise<Measurement[]> {
  const file = join(workshop.folder, 'pages.json');
  const kept = await keep(site);
  writeFileSync(file, JSON.stringify(kept));
  const bare = await startChild('pages/bare-process.ts', { file }, join(workshop.folder, 'pages.log'));
  const measured: Measurement[] = [];
  for (const path of PATHS) {
    const bytes = Buffer.from(kept[path]?.body ?? '', 'base64').length;
    measured.push(await measurePage(workshop, [site, bare], path, bytes));
  }
  await bare.stop();
  return [...measured, await measureRendered(workshop, site)];
}

async function keep(site: Child): Promise<KeptAnswers> {
  const kept: KeptAnswers = {};
  for (const path of PATHS) {
    const { status, headers, body } = await httpGet(`${addressOf(site)}${path}`, BROWSER);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    kept[path] = { headers: headers.filter(([name]) => !OWN_HEADERS.test(name)), body: body.toString('base64') };
  }
  return kept;
}

async function measurePage(
  workshop: Workshop,
  sides: [Child, Child],
  path: string,
  bytes: number,
): Promise<Measurement> {
  const rates = new Map<Child, number[]>(sides.map((side) => [side, []]));
  const cpu = new Map<Child, number[]>(sides.map((side) => [side, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 ? [...sides].reverse() : sides) {
      const before = await side.cpuMs();
      const load = await workshop.load({
        url: `${addressOf(side)}${path}`,
        connections: CONNECTIONS,
        seconds: SECONDS,
        headers: BROWSER,
      });
      rates.get(side)?.push(load.perSecond);
      cpu.get(side)?.push(((await side.cpuMs()) - before) / load.requests);
    }
  }
  const [rate = 0, bareRate = 0] = sides.map((side) => median(rates.get(side) ?? []));
  const [work = 0, bareWork = 0] = sides.map((side) => median(cpu.get(side) ?? []));
  return {
    what: `Public page ${path}, ${kilobytes(bytes)} brotli`,
    measured: perSecond(rate),
    reference: perSecond(bareRate),
    ratio: percent(rate / bareRate),
    budget: '≥ 50 %',
    verdict: verdict(rate >= 0.5 * bareRate),
    note: `CPU of the server per request ${(work * 1000).toFixed(0)} µs, bare ${(bareWork * 1000).toFixed(0)} µs (${percent(bareWork / work)}).`,
    values: {
      perSecond: rate,
      barePerSecond: bareRate,
      ratio: rate / bareRate,
      cpuUs: work * 1000,
      bareCpuUs: bareWork * 1000,
    },
  };
}

/** A page that is made anew for everyone, for comparison. */
async function measureRendered(workshop: Workshop, site: Child): Promise<Measurement> {
  const load = await workshop.load({
    url: `${addressOf(site)}/zh/report`,
    connections: 8,
    requests: 200,
    headers: BROWSER,
  });
  return {
    what: 'Report form /zh/report, rendered each time',
    measured: perSecond(load.perSecond),
    verdict: 'printed',
    values: { perSecond: load.perSecond },
  };
}
