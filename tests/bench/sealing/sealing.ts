import { join } from 'node:path';
import { startChild } from '../child';
import { type Measurement, median, megabytes, ms, percent, times } from '../measurement';
import type { Workshop } from '../workshop';
import { measureBrowserSealing } from './browser-sealing';
import type { SealingResult, SealingTask } from './sealing-process';

const LARGE = 100_000_000;
const SMALL = 20_000_000;
const ROUNDS = 2;

/** A 100 MB file sealed as reports' files are, in Node and in a browser; every run in a fresh process, in turns. */
export async function measureSealing(workshop: Workshop): Promise<Measurement[]> {
  const runs: Record<SealingTask['way'], SealingResult[]> = { envelope: [], same: [], native: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of ['envelope', 'same', 'native'] as const) {
      runs[way].push(await run(workshop, { way, bytes: LARGE }));
    }
  }
  const small = await run(workshop, { way: 'envelope', bytes: SMALL });
  const time = (way: SealingTask['way']) => Math.min(...runs[way].map((one) => one.ms));
  const peak = median(runs.envelope.map((one) => one.peakBytes));
  return [
    speed('its own cipher (ChaCha20-Poly1305 of @noble/ciphers)', time('envelope'), time('same')),
    speed("OpenSSL's ChaCha20-Poly1305 (node:crypto)", time('envelope'), time('native')),
    {
      what: 'Sealing 100 MB in Node: most memory, against 20 MB',
      measured: megabytes(peak),
      reference: megabytes(small.peakBytes),
      ratio: times(peak / small.peakBytes),
      verdict: 'printed',
      values: { bytes: peak, bytesForTwentyMegabytes: small.peakBytes, ratio: peak / small.peakBytes },
    },
    ...(await measureBrowserSealing(workshop)),
  ];
}

async function run(workshop: Workshop, task: SealingTask): Promise<SealingResult> {
  const child = await startChild('sealing/sealing-process.ts', task, join(workshop.folder, 'sealing.log'));
  const result = await child.ask<SealingResult>('result');
  await child.stop();
  return result;
}

function speed(against: string, ours: number, reference: number): Measurement {
  return {
    what: `Sealing 100 MB in Node, against ${against}`,
    measured: ms(ours),
    reference: ms(reference),
    ratio: percent(reference / ours),
    verdict: 'printed',
    values: { ms: ours, referenceMs: reference, speedRatio: reference / ours },
  };
}
