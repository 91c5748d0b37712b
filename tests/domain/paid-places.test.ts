import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paidPlaces } from '~/domain/paid-places';
import { behindOneAddress, type Flood } from './shared-address';

function clock() {
  let time = 1_800_000_000_000;
  const move = (ms: number) => {
    time += ms;
  };
  return { now: () => time, move };
}

const ROOM = 'onion';

describe('a place behind a shared address', () => {
  test('is called before those that asked less, and not twice within the time that serving takes', () => {
    const { now, move } = clock();
    const places = paidPlaces(now);
    for (const place of ['once', 'twice', 'twice']) places.pay(ROOM, place);
    expect(places.standing(ROOM, 'once')).toEqual({ called: false, ahead: 1, lacking: 0 });
    places.call(ROOM, 500);
    places.call(ROOM, 500);
    const called = () => ['once', 'twice'].map((place) => places.calledAt(ROOM, place));
    expect(called()).toEqual([null, now()]);
    move(500);
    places.call(ROOM, 500);
    expect(called()).toEqual([now(), now() - 500]);
    expect(places.empty(ROOM)).toBe(true);
  });

  test('is lost, with all that was paid, by whoever stays away', () => {
    const { now, move } = clock();
    const places = paidPlaces(now);
    for (let n = 0; n < 100; n += 1) places.pay(ROOM, 'hoarded');
    move(20_000);
    places.pay(ROOM, 'here');
    places.call(ROOM, 500);
    expect(places.calledAt(ROOM, 'here')).toBe(now());
    expect(places.calledAt(ROOM, 'hoarded')).toBeNull();
  });

  test('has its turns until what it was taken for is done, and loses them when they are not used', () => {
    const { now, move } = clock();
    const places = paidPlaces(now);
    const call = (place: string) => {
      places.pay(ROOM, place);
      move(500);
      places.call(ROOM, 500);
    };
    call('checked and sent');
    places.used(ROOM, 'checked and sent', false);
    move(4 * 60_000);
    expect(places.calledAt(ROOM, 'checked and sent')).toBe(now() - 4 * 60_000);
    places.used(ROOM, 'checked and sent', true);
    expect(places.calledAt(ROOM, 'checked and sent')).toBeNull();
    call('never used');
    move(90_000);
    expect(places.calledAt(ROOM, 'never used')).toBeNull();
    call('used for ever');
    for (let n = 0; n < 8; n += 1) places.used(ROOM, 'used for ever', false);
    expect(places.calledAt(ROOM, 'used for ever')).toBeNull();
  });

  test('is not pushed out by thousands that asked less', () => {
    const { now } = clock();
    const places = paidPlaces(now);
    for (let n = 0; n < 10; n += 1) places.pay(ROOM, 'here');
    for (let n = 0; n < 5_000; n += 1) places.pay(ROOM, `flood-${n}`);
    places.call(ROOM, 500);
    expect(places.calledAt(ROOM, 'here')).toBe(now());
  });
});

/** What an idle machine of two cores derives, seals and stores in a second: see docs/decisions/035-paid-places.md. */
const MACHINE = { served: 5, flood: 1_000 };
/** What counts is how many requests come for each turn: half of both takes half the time to play. */
const SERVED = MACHINE.served / 2;
const FLOOD = MACHINE.flood / 2;
const PEOPLE = 10;

const floods = (perSecond: number): fc.Arbitrary<Flood> =>
  fc.record({
    perSecond: fc.constant(perSecond),
    fresh: fc.constantFrom(0, 0.25, 0.5, 1),
    keeps: fc.integer({ min: 1, max: 600 }),
    upTo: fc.integer({ min: 0, max: 300 }),
  });

describe('nine of ten people behind one address are called within a minute', () => {
  test('whatever a flood of a thousand requests a second does with them', () => {
    fc.assert(
      fc.property(floods(FLOOD), (flood) => {
        const waited = behindOneAddress({ servedPerSecond: SERVED, people: PEOPLE, flood });
        expect(waited.filter((seconds) => seconds <= 60).length).toBeGreaterThanOrEqual(0.9 * PEOPLE);
      }),
      { numRuns: 5, examples: [[{ perSecond: FLOOD, fresh: 0, keeps: 1, upTo: 0 }]] },
    );
  });

  test('and not all of them where it asks more than the arithmetic bears: the simulation does crowd', () => {
    const flood = { perSecond: 4 * FLOOD, fresh: 0, keeps: 50, upTo: 0 };
    const waited = behindOneAddress({ servedPerSecond: SERVED, people: PEOPLE, flood });
    expect(waited.filter((seconds) => seconds <= 60)).toHaveLength(0);
  });
});
