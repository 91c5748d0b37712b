import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from '../child';
import { kilobytes, type Measurement, median, ms, percent, perSecond, times, verdict } from '../measurement';
import type { ScratchServer } from '../scratch-database';
import type { Workshop } from '../workshop';
import { encodeBody, sealedSize } from './sealed-body';
import { sealedExample } from './sealed-example';

const ROUNDS = 4;
const CALM_REQUESTS = 40;
const BUSY_SECONDS = 2;
const CLIENTS = 32;

type Side = { child: Child; calm: number[]; busy: number[]; cpuPerRequest: number[] };

/** Storing a sealed report of 64 KiB against a bare server that writes the same rows; both in turns. */
export async function measureSubmit(workshop: Workshop, server: ScratchServer): Promise<Measurement[]> {
  workshop.say('submit path');
  const scratch = await server.open('submit');
  try {
    const example = await sealedExample(scratch.house);
    const bodyFile = join(workshop.folder, 'report.bin');
    mkdirSync(scratch.data, { recursive: true });
    writeFileSync(bodyFile, encodeBody(example));
    const { url, data } = scratch;
    const start = async (name: string): Promise<Side> => ({
      child: await startChild(`submit/${name}-process.ts`, { url, data }, join(workshop.folder, `${name}.log`)),
      calm: [],
      busy: [],
      cpuPerRequest: [],
    });
    const [ours, bare] = [await start('store'), await start('bare')];
    for (const side of [ours, bare]) await calm(workshop, side, bodyFile);
    for (const side of [ours, bare]) side.calm = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const side of round % 2 ? [bare, ours] : [ours, bare]) await calm(workshop, side, bodyFile);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const side of round % 2 ? [bare, ours] : [ours, bare]) await busy(workshop, side, bodyFile);
    }
    await Promise.all([ours.child.stop(), bare.child.stop()]);
    return results(ours, bare, sealedSize(example.sealed));
  } finally {
    await scratch.close();
  }
}

const urlOf = ({ child }: Side) => `http://127.0.0.1:${child.ready.port}/`;

/** One client, for the server's own time per report. */
async function calm(workshop: Workshop, side: Side, bodyFile: string): Promise<void> {
  await workshop.load({ url: urlOf(side), connections: 1, requests: CALM_REQUESTS, bodyFile });
  side.calm.push(...(await side.child.ask<number[]>('takeDurations')));
}

/** Many clients, for reports per second. */
async function busy(workshop: Workshop, side: Side, bodyFile: string): Promise<void> {
  const before = await side.child.cpuMs();
  const load = await workshop.load({ url: urlOf(side), connections: CLIENTS, seconds: BUSY_SECONDS, bodyFile });
  side.cpuPerRequest.push(((await side.child.cpuMs()) - before) / load.requests);
  side.busy.push(load.perSecond);
}

/** Rates are those of the best round: other work on the machine can only slow one down. */
function results(ours: Side, bare: Side, bytes: number): Measurement[] {
  const [time, bareTime] = [median(ours.calm), median(bare.calm)];
  const [rate, bareRate] = [Math.max(...ours.busy), Math.max(...bare.busy)];
  const [cpu, bareCpu] = [Math.min(...ours.cpuPerRequest), Math.min(...bare.cpuPerRequest)];
  return [
    {
      what: `Submit ${kilobytes(bytes)} sealed: median server time`,
      measured: ms(time),
      reference: ms(bareTime),
      ratio: times(time / bareTime),
      budget: '≤ 3 ×',
      verdict: verdict(time <= 3 * bareTime),
      note: 'The storing part behind bare node:http; its checks of shape, keys and routing come on top.',
      values: { ms: time, bareMs: bareTime, ratio: time / bareTime, bytes },
    },
    {
      what: `Submit: throughput at ${CLIENTS} clients`,
      measured: perSecond(rate),
      reference: perSecond(bareRate),
      ratio: percent(rate / bareRate),
      budget: '≥ 50 %',
      verdict: verdict(rate >= 0.5 * bareRate),
      values: { perSecond: rate, barePerSecond: bareRate, ratio: rate / bareRate },
    },
    {
      what: 'Submit: CPU of the web process per report',
      measured: ms(cpu),
      reference: ms(bareCpu),
      ratio: times(cpu / bareCpu),
      verdict: 'printed',
      values: { ms: cpu, bareMs: bareCpu, ratio: cpu / bareCpu },
    },
  ];
}
