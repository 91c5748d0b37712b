import { emptyRoom, type PlaceLimits, placeRooms, type Waits } from './place-rooms';

/**
 * `lacking`: how many more requests would put this place first among those who wait, and above what those called lately
 * had paid. Without the second bound a flood won that kept hundreds of places just above what it had paid, since nobody
 * asked enough to pass them.
 */
export type PlaceStanding = { called: boolean; ahead: number; lacking: number };

export type PaidPlaces = {
  /** How many places wait, over all rooms. */
  readonly waiting: number;
  /** How many rooms are kept. */
  readonly rooms: number;
  /** Counts a request that names this place. */
  pay: (room: string, place: string) => void;
  standing: (room: string, place: string) => PlaceStanding;
  /** Does nobody wait in this room? */
  empty: (room: string) => boolean;
  /** Calls the place with most requests among those waiting; never two within `everyMs`. */
  call: (room: string, everyMs: number) => void;
  /** Since when (ms) it has been this place's turn, or when the turn was last used; null while it is not its turn. */
  calledAt: (room: string, place: string) => number | null;
  /** Records that a turn was used; `done` says that what the place was taken for is done. */
  used: (room: string, place: string, done: boolean) => void;
};

/** The time to notice that it is one's turn and to press the button. */
const PRESS_MS = 90_000;
/** The time between two turns, to read one's answers again. */
const BETWEEN_MS = 5 * 60_000;
/** A place has several turns, because answers are looked at, corrected and looked at again. */
const TURNS = 8;
/**
 * About 10 MB, or 40 MB when every place has a room of its own. The pages of people ask every other second, so they are
 * never the ones that were not seen for longest.
 */
const MOST: PlaceLimits = { waiting: 50_000, inRoom: 2_000, called: 20_000 };

/**
 * Places behind one address, where people and a flood cannot be told apart. They are paid for in requests, which the
 * page of somebody who waits makes by itself (Walfish et al., DDoS Defense by Offense, 2006). Opening forms beforehand
 * or in thousands wins nothing, because a place lives from requests made while it waits: whoever makes a share of the
 * requests gets that share of the turns, however many places they take.
 */
export function paidPlaces(now: () => number, most: PlaceLimits = MOST): PaidPlaces {
  const rooms = placeRooms(now, most);

  return {
    get waiting() {
      return rooms.waiting;
    },
    get rooms() {
      return rooms.size;
    },
    pay(key, place) {
      const room = rooms.now(key) ?? emptyRoom(key);
      if (rooms.calledIn(room, place)) return;
      const one = room.waits.get(place) ?? { room, place, paid: 0, seen: 0 };
      Object.assign(one, { paid: one.paid + 1, seen: now() });
      rooms.seen(room, one);
    },
    standing(key, place) {
      const room = rooms.now(key);
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
      return { called: rooms.calledIn(room, place) !== null, ahead, lacking };
    },
    empty: (key) => (rooms.now(key)?.waits.size ?? 0) === 0,
    call(key, everyMs) {
      const room = rooms.now(key);
      if (!room || now() - room.calledLast < everyMs) return;
      let first: Waits | null = null;
      for (const one of room.waits.values()) if (!first || one.paid > first.paid) first = one;
      if (!first) return;
      room.calledLast = now();
      room.price += (first.paid - room.price) / 4;
      // The turns are given before the place stops waiting, since a room in which nobody is left is closed.
      rooms.giveTurns(room, first.place, TURNS, PRESS_MS);
      rooms.leave(first);
    },
    calledAt: (key, place) => rooms.calledIn(rooms.now(key), place)?.at ?? null,
    used(key, place, done) {
      const one = rooms.calledIn(rooms.now(key), place);
      if (!one) return;
      const turns = one.turns - 1;
      if (!done && turns > 0) rooms.giveTurns(one.room, place, turns, BETWEEN_MS);
      else rooms.end(one);
    },
  };
}
