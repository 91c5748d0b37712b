import { paidPlaces } from '~/domain/paid-places';

/** How a flood behind one address spends its requests. */
export type Flood = {
  perSecond: number;
  /** Share of its requests that each name a new place. */
  fresh: number;
  /** The other requests keep this many places alive, in turn … */
  keeps: number;
  /** … or feed one after the other until each has this many requests, and then only keep it alive. */
  upTo: number;
};

export type World = { servedPerSecond: number; people: number; flood: Flood };

const ROOM = 'onion';
const STEP_MS = 100;
const BEFORE_MS = 30_000;
const PATIENCE_MS = 65_000;
const EVERY_MS = 2_000;
/**
 * What the frame of a waiting page does: it asks, loads the pictures that it is told to load, and asks again two
 * seconds later.
 */
const FRAME_MS = 2_000;
const MAX_MARKS = 30;
/** Over Tor: six requests at a time, 0.7 s there and back. */
const perMarkMs = 700 / 6;

/** Seconds until each person is called, when one comes every other second; infinite for those who are not called. */
export function behindOneAddress({ servedPerSecond, people, flood }: World): number[] {
  let time = 1_800_000_000_000;
  const start = time;
  const places = paidPlaces(() => time);
  const waited = Array.from({ length: people }, () => Number.POSITIVE_INFINITY);
  const nextAsk = Array.from({ length: people }, (_, n) => start + BEFORE_MS + n * EVERY_MS);
  const attack = flooding(
    flood,
    (place) => places.pay(ROOM, place),
    (place) => places.standing(ROOM, place).called,
  );
  const end = start + BEFORE_MS + people * EVERY_MS + PATIENCE_MS;
  for (; time < end && waited.some((one) => one === Number.POSITIVE_INFINITY); time += STEP_MS) {
    attack(time, STEP_MS);
    for (let n = 0; n < people; n += 1) {
      if ((nextAsk[n] ?? 0) > time || Number.isFinite(waited[n])) continue;
      places.pay(ROOM, `person-${n}`);
      const { called, lacking } = places.standing(ROOM, `person-${n}`);
      if (called) waited[n] = (time - start - BEFORE_MS - n * EVERY_MS) / 1_000;
      const marks = Math.min(lacking, MAX_MARKS);
      for (let mark = 0; mark < marks; mark += 1) places.pay(ROOM, `person-${n}`);
      nextAsk[n] = time + FRAME_MS + marks * perMarkMs;
    }
    places.call(ROOM, 1_000 / servedPerSecond);
  }
  return waited;
}

function flooding(
  { perSecond, fresh, keeps, upTo }: Flood,
  pay: (place: string) => void,
  called: (p: string) => boolean,
) {
  let made = 0;
  let owed = 0;
  let turn = 0;
  const newOne = () => `flood-${made++}`;
  const kept = Array.from({ length: keeps }, () => ({ name: newOne(), paid: 0, seen: 0 }));
  const keep = (one: { name: string; paid: number; seen: number }, time: number) => {
    if (called(one.name)) Object.assign(one, { name: newOne(), paid: 0 });
    pay(one.name);
    one.paid += 1;
    one.seen = time;
  };
  return (time: number, ms: number) => {
    owed += (perSecond * ms) / 1_000;
    for (; owed >= 1; owed -= 1) {
      turn += 1;
      if (turn % 100 < fresh * 100 || keeps === 0) pay(newOne());
      else {
        const dying = kept.find((one) => one.paid > 0 && time - one.seen > 15_000);
        const growing = dying ?? kept.find((one) => one.paid < upTo);
        keep(growing ?? (kept[turn % keeps] as (typeof kept)[number]), time);
      }
    }
  };
}
