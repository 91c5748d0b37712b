import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesOf } from '~/domain/publication/release';
import { errorName } from '~/services/job-lease.server';
import { computedRelease, type ReleaseTask } from '~/services/publication/release-computing.server';
import { dicedCounty, diceOf } from '../../domain/county-dice';
import { releasedCounty } from '../../domain/released-county';

const dice = diceOf(7);
const county = dicedCounty(dice, 4);
const server = createServer((_, response) => response.end('here'));
let task: ReleaseTask;

beforeAll(async () => {
  const earlier = (await releasedCounty(county, dice.next)).slice(0, -1);
  const month = county.months.at(-1) ?? '';
  task = {
    statistics: county.statistics(month),
    counted: earlier.map((one) => county.statistics(one.month)),
    earlier,
    firstMonth: county.months[0] ?? null,
  };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => server.close());

const answer = async () => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).text();
const failure = (bounds: Parameters<typeof computedRelease>[1]) =>
  computedRelease(task, bounds).then(() => 'computed', errorName);

describe('computing a release', () => {
  it('lets the process that wants it answer meanwhile, and gives the whole release', async () => {
    const order: string[] = [];
    const computing = computedRelease(task).then((made) => {
      order.push('release');
      return made;
    });
    for (const name of ['first', 'second']) {
      expect(await answer()).toBe('here');
      order.push(name);
    }
    const { release } = await computing;
    expect(order).toEqual(['first', 'second', 'release']);
    expect(release.month).toBe(task.statistics.month);
    expect(placesOf(release)).toEqual(placesOf({ ...task.statistics, ...release }));
    expect(release.byArea.map(({ key }) => key)).toEqual(task.statistics.byArea.map(({ key }) => key));
  });

  // The names are what a failed job stores; a month whose job failed can be started again (monthly-release.test.ts).
  it.each([
    ['takes longer than it may', { ms: 1, heapMiB: 512, solverMiB: 512 }, /^ReleaseNotComputed:timedOut$/],
    ['needs more memory than it may', { ms: 60_000, heapMiB: 1, solverMiB: 512 }, /^ReleaseNotComputed:ended$/],
    ['needs more memory to solve', { ms: 60_000, heapMiB: 512, solverMiB: 1 }, /^ReleaseNotComputed:\w+$/],
  ])('fails where it %s', async (_, bounds, name) => {
    expect(await failure(bounds)).toMatch(name);
  });

  it('fails by the name of the error where what was published contradicts itself', async () => {
    const [first] = task.earlier;
    if (!first) throw new Error('no release');
    const shown = { received: 1, accepted: 1, substantiated: 1, unsubstantiated: 1, rewarded: 1 };
    const wrong = { ...first, totals: shown, bySector: [{ key: 'fire', counts: { ...shown, received: 9 } }] };
    task = { ...task, earlier: [wrong] };
    expect(await failure(undefined)).toBe('ReleaseNotComputed:Error');
  });
});
