/** `lacking`: how many requests more than theirs whoever was called lately had made. */
export type Standing = { called: boolean; ahead: number; lacking: number };

export type PaidPlaces = {
  /** A request that names this place was made. */
  pay: (room: string, place: string) => void;
  standing: (room: string, place: string) => Standing;
  /** Does nobody wait there? */
  empty: (room: string) => boolean;
  /** Calls who made most requests, of those who are there; never two within `everyMs`. */
  call: (room: string, everyMs: number) => void;
  /** Since when it has been this place's turn, or was last used (ms); null while it is not. */
  calledAt: (room: string, place: string) => number | null;
  /** A turn was used; `done`: for what the place was taken. */
  used: (room: string, place: string, done: boolean) => void;
};

type Waits = { paid: number; seen: number };
type Called = { at: number; until: number; turns: number };
/** `price`: what whoever was called lately had paid. */
type Room = { waits: Map<string, Waits>; called: Map<string, Called>; price: number; calledLast: number };

/** The page of somebody who waits asks every few seconds. Who stays away longer has gone, and what they paid with them. */
const THERE_MS = 20_000;
/** To notice that it is one's turn, and press. */
const PRESS_MS = 90_000;
/** To read one's answers again between two turns. */
const BETWEEN_MS = 5 * 60_000;
/** Answers are looked at, corrected and looked at again. */
const TURNS = 8;
const MOST_WAITING = 2_000;
const MOST_CALLED = 5_000;
const MOST_ROOMS = 1_000;

/**
 * Places behind one address, where people and a flood cannot be told apart: paid for in requests, which the page of
 * somebody who waits makes by itself (Walfish et al., DDoS Defense by Offense, 2006). Forms opened beforehand or in
 * thousands win nothing, since a place lives from requests made while it waits: whoever makes a share of the requests
 * gets that share of the turns, however many places they take.
 */
export function paidPlaces(now: () => number): PaidPlaces {
  const rooms = new Map<string, Room>();

  function roomOf(key: string): Room {
    const room = rooms.get(key) ?? fresh();
    rooms.delete(key);
    rooms.set(key, room);
    const [quietest] = rooms.keys();
    if (rooms.size > MOST_ROOMS && quietest !== undefined) rooms.delete(quietest);
    return room;
  }

  function calledIn(room: Room | undefined, place: string): Called | null {
    const called = room?.called.get(place);
    if (called && called.until > now()) return called;
    room?.called.delete(place);
    return null;
  }

  /** Who wait and are there; the others are forgotten. */
  function* there(room: Room): Generator<[string, Waits]> {
    for (const one of room.waits) {
      if (one[1].seen > now() - THERE_MS) yield one;
      else room.waits.delete(one[0]);
    }
    if (room.waits.size === 0) room.price = 0;
  }

  return {
    pay(key, place) {
      const room = roomOf(key);
      if (calledIn(room, place)) return;
      const paid = (room.waits.get(place)?.paid ?? 0) + 1;
      // Who asked last stands last, so that of those who paid least the one goes who was not seen for longest.
      room.waits.delete(place);
      room.waits.set(place, { paid, seen: now() });
      if (room.waits.size > MOST_WAITING) room.waits.delete(least(room.waits) ?? place);
    },
    standing(key, place) {
      const room = rooms.get(key);
      if (!room) return { called: false, ahead: 0, lacking: 0 };
      const own = room.waits.get(place)?.paid ?? 0;
      let ahead = 0;
      for (const [other, { paid }] of there(room)) if (other !== place && paid > own) ahead += 1;
      return { called: calledIn(room, place) !== null, ahead, lacking: Math.max(0, Math.ceil(room.price) + 1 - own) };
    },
    empty(key) {
      const room = rooms.get(key);
      return !room || there(room).next().done === true;
    },
    call(key, everyMs) {
      const room = rooms.get(key);
      if (room && now() - room.calledLast < everyMs) return;
      let first: [string, Waits] | null = null;
      for (const one of room ? there(room) : []) if (!first || one[1].paid > first[1].paid) first = one;
      if (!room || !first) return;
      const [place, { paid }] = first;
      room.waits.delete(place);
      room.calledLast = now();
      room.price += (paid - room.price) / 4;
      room.called.set(place, { at: now(), until: now() + PRESS_MS, turns: TURNS });
      const [oldest] = room.called.keys();
      if (room.called.size > MOST_CALLED && oldest !== undefined) room.called.delete(oldest);
    },
    calledAt: (key, place) => calledIn(rooms.get(key), place)?.at ?? null,
    used(key, place, done) {
      const room = rooms.get(key);
      const called = calledIn(room, place);
      if (!room || !called) return;
      room.called.delete(place);
      const turns = called.turns - 1;
      if (!done && turns > 0) room.called.set(place, { at: now(), until: now() + BETWEEN_MS, turns });
    },
  };
}

const fresh = (): Room => ({
  waits: new Map(),
  called: new Map(),
  price: 0,
  calledLast: Number.NEGATIVE_INFINITY,
});

function least(waits: ReadonlyMap<string, Waits>): string | null {
  let found: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [place, { paid }] of waits) {
    if (paid === 1) return place;
    if (paid < fewest) [found, fewest] = [place, paid];
  }
  return found;
}
