import { join } from 'node:path';
import { type Child, startChild } from '../child';
import { type Measurement, ms, perSecond } from '../measurement';
import { addressOf, ORIGIN } from '../site';
import type { Workshop } from '../workshop';
import type { PartLoaded } from './load-process';

const ROUNDS = 3;
const SECONDS = 3;
const LOADS = [
  { what: '16 KB', length: 16 * 1024, connections: 16 },
  { what: '4 MB', length: 4 * 1024 * 1024 - 1024, connections: 4 },
];

/** How fast the whole site takes sealed parts of files, from HTTP in to the answer: on the disk, with its row. */
export async function measureUploads(workshop: Workshop, site: Child): Promise<Measurement[]> {
  const loader = await startChild('uploads/load-process.ts', null, join(workshop.folder, 'part-load.log'));
  const found: Measurement[] = [];
  for (const { what, ...load } of LOADS) {
    const [rates, cpus]: [number[], number[]] = [[], []];
    const send = (seconds: number) =>
      loader.ask<PartLoaded>('run', { url: `${addressOf(site)}/upload`, origin: ORIGIN, ...load, seconds });
    await send(1);
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await site.cpuMs();
      const { perSecond: rate, requests } = await send(SECONDS);
      cpus.push(((await site.cpuMs()) - before) / requests);
      rates.push(rate);
    }
    // Those of the best round, because other work on the machine can only slow one down.
    const [rate, cpu] = [Math.max(...rates), Math.min(...cpus)];
    found.push({
      what: `Taking a sealed part of ${what}: throughput at ${load.connections} clients`,
      measured: perSecond(rate),
      verdict: 'printed',
      note: `${ms(cpu)} of the web process’s CPU for each.`,
      values: { perSecond: rate, cpuMs: cpu },
    });
  }
  await loader.stop();
  return found;
}
