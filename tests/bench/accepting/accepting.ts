import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '#db/launcher';
import { type Child, startChild } from '../child';
import { kilobytes, type Measurement, median, ms, percent, perSecond, times, verdict } from '../measurement';
import { addressOf, ORIGIN } from '../site';
import type { Workshop } from '../workshop';
import { postedExample } from './example';
import type { ReportLoad, ReportLoaded } from './load-process';

const ROUNDS = 4;
const CALM_REQUESTS = 40;
const BUSY_SECONDS = 3;
const CLIENTS = 32;
const BUDGET_BYTES = 32 * 1024;

type Side = { child: Child; url: string; calm: number[]; busy: number[]; cpuPerRequest: number[] };
type Sending = { loader: Child; bodyFile: string };

/**
 * How fast the whole site takes a sealed report, from HTTP in to the answer, against a bare server that writes the same
 * rows in one durable transaction to the same database and checks nothing; in turns.
 */
export async function measureAccepting(workshop: Workshop, site: Child, data: string): Promise<Measurement[]> {
  const body = await postedExample(addressOf(site));
  const bodyFile = join(workshop.folder, 'posted.bin');
  writeFileSync(bodyFile, body);
  // The site stores it; here it is only found.
  const { url, stop } = await startPostgres({ data });
  await stop();
  const bare = await startChild('accepting/bare-process.ts', { url }, join(workshop.folder, 'bare.log'));
  const loader = await startChild('accepting/load-process.ts', null, join(workshop.folder, 'report-load.log'));
  const sending = { loader, bodyFile };
  const sides = [
    sideOf(site, `${addressOf(site)}/zh/report/sealed`),
    sideOf(bare, `http://127.0.0.1:${bare.ready.port}/`),
  ];
  for (const side of sides) await busy(sending, side);
  for (const side of sides) side.busy.length = side.cpuPerRequest.length = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 ? sides.toReversed() : sides) await calm(sending, side);
    for (const side of round % 2 ? sides.toReversed() : sides) await busy(sending, side);
  }
  await Promise.all([bare.stop(), loader.stop()]);
  const [ours, theirs] = sides as [Side, Side];
  return results(ours, theirs, body.length);
}

const sideOf = (child: Child, url: string): Side => ({ child, url, calm: [], busy: [], cpuPerRequest: [] });

const send = ({ loader, bodyFile }: Sending, { url }: Side, how: Partial<ReportLoad>): Promise<ReportLoaded> =>
  loader.ask<ReportLoaded>('run', { url, origin: ORIGIN, bodyFile, connections: 1, ...how });

/** One client, for the time that a report takes. */
async function calm(sending: Sending, side: Side): Promise<void> {
  side.calm.push(...(await send(sending, side, { requests: CALM_REQUESTS })).durations);
}

/** Many clients, for reports per second. */
async function busy(sending: Sending, side: Side): Promise<void> {
  const before = await side.child.cpuMs();
  const load = await send(sending, side, { connections: CLIENTS, seconds: BUSY_SECONDS });
  side.cpuPerRequest.push(((await side.child.cpuMs()) - before) / load.requests);
  side.busy.push(load.perSecond);
}

/** Rates are those of the best round, because other work on the machine can only slow one down. */
function results(ours: Side, bare: Side, bytes: number): Measurement[] {
  const [time, bareTime] = [median(ours.calm), median(bare.calm)];
  const [rate, bareRate] = [Math.max(...ours.busy), Math.max(...bare.busy)];
  const [cpu, bareCpu] = [Math.min(...ours.cpuPerRequest), Math.min(...bare.cpuPerRequest)];
  return [
    {
      what: 'Posted report of 1,000 characters',
      measured: kilobytes(bytes),
      budget: `≤ ${kilobytes(BUDGET_BYTES)}`,
      verdict: verdict(bytes <= BUDGET_BYTES),
      values: { bytes },
    },
    {
      what: `Accepting a sealed report by the whole site: throughput at ${CLIENTS} clients`,
      measured: perSecond(rate),
      reference: perSecond(bareRate),
      ratio: percent(rate / bareRate),
      budget: '≥ 50 %',
      verdict: verdict(rate >= 0.5 * bareRate),
      note: 'From HTTP in to the answer, every check in between; limits for one address are lifted, as one address sends all.',
      values: { perSecond: rate, barePerSecond: bareRate, ratio: rate / bareRate },
    },
    {
      what: 'Accepting: median time for one client',
      measured: ms(time),
      reference: ms(bareTime),
      ratio: times(time / bareTime),
      budget: '≤ 3 ×',
      verdict: verdict(time <= 3 * bareTime),
      values: { ms: time, bareMs: bareTime, ratio: time / bareTime },
    },
    {
      what: 'Accepting: CPU of the web process per report',
      measured: ms(cpu),
      reference: ms(bareCpu),
      ratio: times(cpu / bareCpu),
      verdict: 'printed',
      values: { ms: cpu, bareMs: bareCpu, ratio: cpu / bareCpu },
    },
  ];
}
