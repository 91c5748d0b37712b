import { setTimeout as wait } from 'node:timers/promises';
import type { Child } from './child';
import { type Measurement, ms } from './measurement';
import { opensFollow, sendReport } from './scripts-off';
import { addressOf, startSite } from './site';
import type { Workshop } from './workshop';

const LIMIT_MS = 60_000;

/** kill -9 of the web process right after it acknowledged a report, then a new start on the same folder. */
export async function measureRecovery(workshop: Workshop, site: Child, data: string): Promise<Measurement> {
  const code = await sendReport(site);
  await site.kill();
  const started = performance.now();
  const again = await startSite(workshop, data);
  await untilReady(again, started);
  const time = performance.now() - started;
  const kept = await opensFollow(again, code);
  await again.stop();
  return {
    what: 'kill -9 of the web process after an acknowledged report: ready again',
    measured: ms(time),
    verdict: kept ? 'printed' : 'notMet',
    note: kept
      ? 'The report is there; that nothing is ever lost or half-written is what tests/faults shows.'
      : 'The acknowledged report is lost.',
    values: { ms: time, kept: kept ? 1 : 0 },
  };
}

async function untilReady(site: Child, started: number): Promise<void> {
  while (performance.now() - started < LIMIT_MS) {
    if ((await fetch(`${addressOf(site)}/readyz`).catch(() => null))?.ok) return;
    await wait(10);
  }
  throw new Error('The site did not come back');
}
