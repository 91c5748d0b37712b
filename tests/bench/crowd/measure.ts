import { join } from 'node:path';
import { type Child, startChild } from '../child';
import { type Measurement, median, percent, percentile, verdict } from '../measurement';
import { addressOf, ORIGIN } from '../site';
import type { Workshop } from '../workshop';
import { inCrowd } from './crowd';
import { FLOODS, type Flood, type Flooded, type FloodKind } from './flood';

const VISITORS = 100;
const PER_SECOND = 10;
const REPORTERS = 20;

/**
 * Reporters with scripts off while a hundred addresses, or as many visitors behind one address, ask ten times a second.
 */
export async function measureCrowd(workshop: Workshop, site: Child): Promise<Measurement[]> {
  const flooder = await startChild('crowd/flood-process.ts', null, join(workshop.folder, 'flood.log'));
  const found: Measurement[] = [];
  for (const oneAddress of [false, true]) {
    for (const kind of FLOODS) {
      workshop.say(`reporting with scripts off in a flood: ${kind}${oneAddress ? ', one address' : ''}`);
      const one = await measureOne(site, flooder, kind, oneAddress);
      workshop.say(`${one.measured}: ${one.note}`);
      found.push(one);
    }
  }
  await flooder.stop();
  return found;
}

async function measureOne(site: Child, flooder: Child, kind: FloodKind, oneAddress: boolean): Promise<Measurement> {
  const aim = { address: addressOf(site), origin: ORIGIN };
  const flood: Flood = { ...aim, kind, visitors: VISITORS, perSecond: PER_SECOND, oneAddress };
  await flooder.ask('start', flood);
  const crowd = { ...aim, reporters: REPORTERS, beforeMs: 5_000, everyMs: 1_000, writingMs: 10_000, oneAddress };
  const [started, cpuBefore] = [performance.now(), await site.cpuMs()];
  const { through, waited, flooded } = await inCrowd(crowd, { stop: () => flooder.ask<Flooded>('stop') });
  const seconds = (performance.now() - started) / 1_000;
  const answered = Object.values(flooded.answers).reduce((sum, count) => sum + count, 0);
  const cpu = ((await site.cpuMs()) - cpuBefore) / Math.max(1, answered);
  const answers = Object.entries(flooded.answers).map(([status, count]) => `${count} × ${status}`);
  return {
    what: `Reports with scripts off through within 60 s, flood ${WORDS[kind]}${oneAddress ? ', all behind one address' : ''}`,
    measured: `${through} of ${REPORTERS}`,
    ratio: percent(through / REPORTERS),
    budget: '≥ 90 %',
    verdict: verdict(through >= 0.9 * REPORTERS),
    note: `Median ${median(waited).toFixed(1)} s, slowest ${percentile(waited, 1).toFixed(1)} s; ${(flooded.sent / seconds).toFixed(0)} requests a second flooded in, answered ${answers.join(', ') || 'none'}; ${cpu.toFixed(2)} ms of the site’s CPU each.`,
    values: { through, reporters: REPORTERS, medianS: median(waited), slowestS: percentile(waited, 1), cpuMs: cpu },
  };
}

const WORDS: Record<FloodKind, string> = {
  empty: 'of empty posts',
  sound: 'of whole reports, each in a form of its own',
  mixed: 'of both',
  patient: 'of whole reports that wait as people’s do',
};
