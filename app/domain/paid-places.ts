/**
 * `lacking`: so many requests more, and they would stand first of those who wait, and of those who were called lately. By the
 * latter alone a flood won that kept hundreds of places just above what it had paid: nobody asked enough to pass them.
 */
export type Standing = { called: boolean; ahead: number; lacking: number };

export type PaidPlaces = {
  /** How many wait, over all rooms. */
  readonly waiting: number;
  /** How many rooms are kept. */
  readonly rooms: number;
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

/** Over all rooms; in one room; called and not yet done, over all rooms. */
export type PlaceLimits = { waiting: number; inRoom: number; called: number };

type Waits = { room: Room; place: string; paid: number; seen: number };
type Called = { room: Room; place: string; at: number; until: number; turns: number };
/** `price`: what whoever was called lately had paid. */
type Room = {
  key: string;
  waits: Map<string, Waits>;
  called: Map<string, Called>;
  price: number;
  calledLast: number;
};

/** The page of somebody who waits asks every few seconds. Who stays away longer has gone, and what they paid with them. */
const THERE_MS = 20_000;
/** To notice that it is one's turn, and press. */
const PRESS_MS = 90_000;
/** To read one's answers again between two turns. */
const BETWEEN_MS = 5 * 60_000;
/** Answers are looked at, corrected and looked at again. */
const TURNS = 8;
/** Some 10 MB, 40 where everybody has a room of their own. Pages of people ask every other second: they are never those that were not seen for longest. */
const MOST: PlaceLimits = { waiting: 50_000, inRoom: 2_000, called: 20_000 };

/**
 * Places behind one address, where people and a flood cannot be told apart: paid for in requests, which the page of
 * somebody who waits makes by itself (Walfish et al., DDoS Defense by Offense, 2006). Forms opened beforehand or in
 * thousands win nothing, since a place lives from requests made while it waits: whoever makes a share of the requests
 * gets that share of the turns, however many places they take.
 *
 * What is kept is bounded over all rooms together, and goes by itself: a room is there as long as somebody waits in it,
 * or was called and has a turn left.
 */
export function paidPlaces(now: () => number, most: PlaceLimits = MOST): PaidPlaces {
  const rooms = new Map<string, Room>();
  /** Of all rooms, whoever was not seen for longest first. */
  const waits = new Set<Waits>();
  /** Of all rooms, whoever was called or served longest ago first. */
  const called = new Set<Called>();

  function forgetGone(): void {
    for (const one of waits) {
      if (one.seen > now() - THERE_MS && waits.size <= most.waiting) break;
      leave(one);
    }
    for (const one of called) {
      if (one.until > now() && called.size <= most.called) break;
      end(one);
    }
  }

  function leave(one: Waits): void {
    waits.delete(one);
    one.room.waits.delete(one.place);
    if (one.room.waits.size === 0) one.room.price = 0;
    closeEmpty(one.room);
  }

  function end(one: Called): void {
    called.delete(one);
    one.room.called.delete(one.place);
    closeEmpty(one.room);
  }

  function closeEmpty(room: Room): void {
    if (room.waits.size === 0 && room.called.size === 0) rooms.delete(room.key);
  }

  /** As they are now. */
  function roomNow(key: string): Room | undefined {
    forgetGone();
    return rooms.get(key);
  }

  function calledIn(room: Room | undefined, place: string): Called | null {
    const one = room?.called.get(place);
    return one && one.until > now() ? one : null;
  }

  function giveTurns(room: Room, place: string, turns: number, ms: number): void {
    const one = { room, place, at: now(), until: now() + ms, turns };
    room.called.set(place, one);
    called.add(one);
  }

  return {
    get waiting() {
      return waits.size;
    },
    get rooms() {
      return rooms.size;
    },
    pay(key, place) {
      const room = roomNow(key) ?? fresh(key);
      if (calledIn(room, place)) return;
      rooms.set(key, room);
      const one = room.waits.get(place) ?? { room, place, paid: 0, seen: 0 };
      // Who asked last stands last, so that of those who paid least the one goes who was not seen for longest.
      room.waits.delete(place);
      waits.delete(one);
      Object.assign(one, { paid: one.paid + 1, seen: now() });
      room.waits.set(place, one);
      waits.add(one);
      if (room.waits.size > most.inRoom) leave(least(room.waits) ?? one);
      forgetGone();
    },
    standing(key, place) {
      const room = roomNow(key);
      if (!room) return { called: false, ahead: 0, lacking: 0 };
      const own = room.waits.get(place)?.paid ?? 0;
      let ahead = 0;
      let highest = room.price;
      for (const [other, { paid }] of room.waits) {
        if (other === place) continue;
        if (paid > own) ahead += 1;
        highest = Math.max(highest, paid);
      }
      const lacking = Math.max(0, Math.ceil(highest) + 1 - own);
      return { called: calledIn(room, place) !== null, ahead, lacking };
    },
    empty: (key) => (roomNow(key)?.waits.size ?? 0) === 0,
    call(key, everyMs) {
      const room = roomNow(key);
      if (!room || now() - room.calledLast < everyMs) return;
      let first: Waits | null = null;
      for (const one of room.waits.values()) if (!first || one.paid > first.paid) first = one;
      if (!first) return;
      room.calledLast = now();
      room.price += (first.paid - room.price) / 4;
      // Before the place stops waiting: a room in which nobody is left goes.
      const before = room.called.get(first.place);
      if (before) called.delete(before);
      giveTurns(room, first.place, TURNS, PRESS_MS);
      leave(first);
    },
    calledAt: (key, place) => calledIn(roomNow(key), place)?.at ?? null,
    used(key, place, done) {
      const one = calledIn(roomNow(key), place);
      if (!one) return;
      const turns = one.turns - 1;
      called.delete(one);
      if (!done && turns > 0) giveTurns(one.room, place, turns, BETWEEN_MS);
      else end(one);
    },
  };
}

const fresh = (key: string): Room => ({
  key,
  waits: new Map(),
  called: new Map(),
  price: 0,
  calledLast: Number.NEGATIVE_INFINITY,
});

function least(waits: ReadonlyMap<string, Waits>): Waits | null {
  let found: Waits | null = null;
  for (const one of waits.values()) {
    if (one.paid === 1) return one;
    if (!found || one.paid < found.paid) found = one;
  }
  return found;
}
