import { randomUUID } from 'node:crypto';
import { unit } from '#db/schema/county';
import type { Role } from '~/domain/vocabulary';
import { type Measurement, median, ms, percentile, times, verdict } from '../measurement';
import type { Scratch, ScratchServer } from '../scratch-database';
import type { Workshop } from '../workshop';
import { addCases, addPenalties, type BulkUnits } from './bulk-rows';
import { addLedger } from './ledger-rows';
import { type Reading, readings } from './readings';

const SMALL = 10_000;
const READS = 80;
/** A reading that takes seconds is not repeated that often. */
const READING_LIMIT_MS = 2_500;
const QUICK_MS = 20;
const MAX_RATIO = 1.5;

/** p95 of every list at ten thousand cases and at many: two databases on one server, read in turns. */
export async function measureLists(workshop: Workshop, server: ScratchServer, many: number): Promise<Measurement[]> {
  workshop.say(`queue, search, exposure list: adding ${many} cases and penalties`);
  const [small, large] = [await fill(server, SMALL), await fill(server, many)];
  try {
    workshop.say('queue, search, exposure list: reading');
    const found: Measurement[] = [];
    for (const [at, reading] of large.readings.entries()) {
      const smaller = small.readings[at];
      if (smaller) found.push(result(reading.name, await inTurns(smaller, reading), many));
    }
    return found;
  } finally {
    await small.scratch.close();
    await large.scratch.close();
  }
}

type Filled = { scratch: Scratch; readings: Reading[] };

async function fill(server: ScratchServer, cases: number): Promise<Filled> {
  const scratch = await server.open(`lists${cases}`);
  const units = await addUnits(scratch);
  const run = (statement: string) => scratch.owner.sql.unsafe(statement);
  await addCases(run, units, 1, cases);
  await addPenalties(run, units.own, 1, cases);
  await addLedger(run, units, cases);
  for (const name of ['case_file', 'penalty_decision', 'ledger_line']) await run(`vacuum analyze ${name}`);
  const member = (role: Role) => ({
    kind: 'member' as const,
    memberId: units.officer,
    unitId: units.own,
    roles: [role],
  });
  return {
    scratch,
    readings: readings(scratch.ctx, member('handler'), member('supervisor'), cases, member('finance')),
  };
}

async function addUnits({ ctx }: Scratch): Promise<BulkUnits> {
  const ids = Array.from({ length: 12 }, () => randomUUID());
  await ctx.db.insert(unit).values(
    ids.map((id, n) => ({
      id,
      code: `unit${n}`,
      kind: 'department' as const,
      names: { zh: `第${n}局`, en: `${n}` },
    })),
  );
  const [own = '', ...others] = ids;
  return { own, others, officer: randomUUID() };
}

type Durations = { small: number[]; large: number[] };

async function inTurns(small: Reading, large: Reading): Promise<Durations> {
  for (let warm = 0; warm < 3; warm += 1) await Promise.all([small.read(), large.read()]);
  const durations: Durations = { small: [], large: [] };
  const until = performance.now() + READING_LIMIT_MS;
  while (durations.large.length < READS && performance.now() < until) {
    durations.small.push(await timed(small));
    durations.large.push(await timed(large));
  }
  return durations;
}

async function timed({ read }: Reading): Promise<number> {
  const started = performance.now();
  await read();
  return performance.now() - started;
}

/** Figures of the whole county have another budget: their age, not their speed. */
function result(name: string, durations: Durations, many: number): Measurement {
  const [small, large] = [percentile(durations.small, 0.95), percentile(durations.large, 0.95)];
  const ratio = large / small;
  const figures = name.startsWith('Oversight') || name.startsWith('Sums');
  return {
    what: name,
    measured: ms(large),
    reference: ms(small),
    ratio: times(ratio),
    ...(figures
      ? {
          verdict: 'printed' as const,
          note: 'Live sums today; figures at most 5 minutes old, with the age shown, are the budget.',
        }
      : { budget: '≤ 1.5 × or ≤ 20 ms', verdict: verdict(ratio <= MAX_RATIO || large <= QUICK_MS) }),
    values: {
      p95Ms: large,
      p95MsAtTenThousand: small,
      medianMs: median(durations.large),
      medianMsAtTenThousand: median(durations.small),
      ratio,
      cases: many,
    },
  };
}
