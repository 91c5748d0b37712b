import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GATE } from '../../e2e/played-county';
import { type Child, startChild } from '../child';
import { BROWSER, httpGet } from '../http-get';
import { kilobytes, type Measurement, percent, perSecond, verdict } from '../measurement';
import { addressOf } from '../site';
import type { Workshop } from '../workshop';
import type { KeptAnswers } from './bare-process';

const PUBLIC = ['/zh', '/zh/exposure', '/zh/statistics', '/zh/rewards', '/zh/protection', `/q/${GATE}`];
const FORMS = ['/zh/report', `/zh/report?site=${GATE}`, '/zh/follow'];
const PATHS = [...PUBLIC, ...FORMS];
const ROUNDS = 4;
const SECONDS = 1;
const CONNECTIONS = 16;
/** What a bare server sets by itself. */
const OWN_HEADERS = /^(?:date|connection|keep-alive|transfer-encoding)$/i;

/** Requests per second of public pages and forms against a bare server that sends the same bytes; both in turns. */
export async function measurePages(workshop: Workshop, site: Child): Promise<Measurement[]> {
  const file = join(workshop.folder, 'pages.json');
  const kept = await keep(site);
  writeFileSync(file, JSON.stringify(kept));
  const bare = await startChild('pages/bare-process.ts', { file }, join(workshop.folder, 'pages.log'));
  const measured: Measurement[] = [];
  for (const path of PATHS) {
    measured.push(await measurePage(workshop, [site, bare], path, weightOf(kept[path])));
  }
  await bare.stop();
  return measured;
}

async function keep(site: Child): Promise<KeptAnswers> {
  const kept: KeptAnswers = {};
  for (const path of PATHS) {
    const { status, headers, body } = await httpGet(`${addressOf(site)}${path}`, BROWSER);
    if (status !== 200 && status !== 203) throw new Error(`${path} answered ${status}`);
    kept[path] = { headers: headers.filter(([name]) => !OWN_HEADERS.test(name)), body: body.toString('base64') };
  }
  return kept;
}

function weightOf({ headers, body }: KeptAnswers[string] = { headers: [], body: '' }): string {
  const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? 'plain';
  return `${kilobytes(Buffer.from(body, 'base64').length)} ${encoding}`;
}

type Best = { perSecond: number; cpuMs: number };

/** The best round of each side, because other work on the machine can only slow one down. The first round warms up. */
async function measurePage(
  workshop: Workshop,
  [site, bare]: [Child, Child],
  path: string,
  weight: string,
): Promise<Measurement> {
  const best = new Map<Child, Best>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const side of round % 2 ? [bare, site] : [site, bare]) {
      const found = await oneRound(workshop, side, path);
      const known = best.get(side);
      if (round === 0) continue;
      best.set(side, {
        perSecond: Math.max(found.perSecond, known?.perSecond ?? 0),
        cpuMs: Math.min(found.cpuMs, known?.cpuMs ?? Number.POSITIVE_INFINITY),
      });
    }
  }
  const none = { perSecond: 0, cpuMs: 0 };
  const [{ perSecond: rate, cpuMs: work }, { perSecond: bareRate, cpuMs: bareWork }] = [
    best.get(site) ?? none,
    best.get(bare) ?? none,
  ];
  return {
    what: `${FORMS.includes(path) ? 'Form' : 'Public page'} ${path}, ${weight}`,
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

async function oneRound(workshop: Workshop, side: Child, path: string): Promise<Best> {
  const before = await side.cpuMs();
  const { perSecond, requests } = await workshop.load({
    url: `${addressOf(side)}${path}`,
    connections: CONNECTIONS,
    seconds: SECONDS,
    headers: BROWSER,
  });
  return { perSecond, cpuMs: ((await side.cpuMs()) - before) / requests };
}
