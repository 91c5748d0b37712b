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
    expect(places.standing(ROOM, 'once')).toEqual({ called: false, ahead: 1, lacking: 2 });
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

describe('what is kept of places', () => {
  test('is bounded over all rooms: whoever was not seen for longest goes first', () => {
    const { now, move } = clock();
    const places = paidPlaces(now, { waiting: 100, inRoom: 40, called: 10 });
    for (let n = 0; n < 60; n += 1) {
      move(1);
      places.pay(`room-${n}`, 'early');
    }
    move(1);
    places.pay('room-0', 'early');
    for (let n = 0; n < 400; n += 1) places.pay(`crowd-${n % 10}`, `place-${n}`);
    expect(places.waiting).toBe(100);
    for (let n = 0; n < 41; n += 1) places.pay('room-0', 'early');
    expect(places.empty('room-1')).toBe(true);
    // Whoever goes on asking is still there in the fullest moment.
    for (let n = 0; n < 50; n += 1) {
      for (let one = 0; one < 50; one += 1) places.pay('more', `${n}-${one}`);
      places.pay('room-0', 'early');
    }
    places.call('room-0', 0);
    expect(places.calledAt('room-0', 'early')).toBe(now());
  });

  test('goes by itself: a room in which nobody was seen lately, or was called, is no more', () => {
    const { now, move } = clock();
    const places = paidPlaces(now);
    for (let n = 0; n < 3_000; n += 1) places.pay(`room-${n}`, 'once');
    expect([places.rooms, places.waiting]).toEqual([3_000, 3_000]);
    places.call('room-7', 500);
    move(20_000);
    places.pay('another', 'here');
    expect([places.rooms, places.waiting]).toEqual([2, 1]);
    expect(places.calledAt('room-7', 'once')).toBe(now() - 20_000);
    move(70_000);
    expect(places.calledAt('room-7', 'once')).toBeNull();
    expect([places.rooms, places.waiting]).toEqual([0, 0]);
  });

  test('is bounded, too, for those who were called and never come', () => {
    const { now } = clock();
    const places = paidPlaces(now, { waiting: 100, inRoom: 40, called: 10 });
    for (let n = 0; n < 50; n += 1) {
      places.pay('room', `place-${n}`);
      places.call('room', 0);
    }
    const called = Array.from({ length: 50 }, (_, n) => places.calledAt('room', `place-${n}`) !== null);
    expect(called).toEqual(Array.from({ length: 50 }, (_, n) => n >= 40));
  });

  test('stays within its bounds whatever is asked, and never holds a room without anybody', () => {
    const room = fc.integer({ min: 0, max: 9 }).map((n) => `room-${n}`);
    const place = fc.integer({ min: 0, max: 29 }).map((n) => `place-${n}`);
    const act = fc.oneof(
      fc.record({ act: fc.constant('pay' as const), room, place }),
      fc.record({ act: fc.constant('call' as const), room, place }),
      fc.record({ act: fc.constant('used' as const), room, place, done: fc.boolean() }),
      fc.record({ act: fc.constant('move' as const), room, place, ms: fc.integer({ min: 0, max: 120_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 300 }), (acts) => {
        const { now, move } = clock();
        const places = paidPlaces(now, { waiting: 20, inRoom: 5, called: 6 });
        for (const one of acts) {
          if (one.act === 'pay') places.pay(one.room, one.place);
          else if (one.act === 'call') places.call(one.room, 100);
          else if (one.act === 'used') places.used(one.room, one.place, one.done);
          else move(one.ms);
          expect(places.waiting).toBeLessThanOrEqual(20);
          expect(places.rooms).toBeLessThanOrEqual(26);
        }
        move(300_000);
        expect([places.empty('room-0'), places.waiting, places.rooms]).toEqual([true, 0, 0]);
      }),
    );
  });
});

/**
 * How many requests an idle machine of two cores derives, seals and stores in a second: see
 * docs/decisions/035-paid-places.md.
 */
const MACHINE = { served: 5, flood: 1_000 };
/** Only the number of requests for each turn matters: half of both takes half the time to play. */
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
      {
        numRuns: 5,
        // Hundreds of places kept together got through while a page asked only for as much as had been paid lately.
        examples: [
          [{ perSecond: FLOOD, fresh: 0, keeps: 1, upTo: 0 }],
          [{ perSecond: FLOOD, fresh: 0, keeps: 209, upTo: 4 }],
          [{ perSecond: FLOOD, fresh: 0, keeps: 300, upTo: 4 }],
          [{ perSecond: FLOOD, fresh: 0.25, keeps: 450, upTo: 2 }],
        ],
      },
    );
  });

  test('and not all of them where it asks more than the arithmetic bears: the simulation does crowd', () => {
    const flood = { perSecond: 4 * FLOOD, fresh: 0, keeps: 50, upTo: 0 };
    const waited = behindOneAddress({ servedPerSecond: SERVED, people: PEOPLE, flood });
    expect(waited.filter((seconds) => seconds <= 60)).toHaveLength(0);
  });
});
