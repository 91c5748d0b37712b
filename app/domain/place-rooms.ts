/**
 * Most places that may wait over all rooms, that may wait in one room, and that may be called and unfinished over all
 * rooms.
 */
export type PlaceLimits = { waiting: number; inRoom: number; called: number };

export type Waits = { room: Room; place: string; paid: number; seen: number };
export type Called = { room: Room; place: string; at: number; until: number; turns: number };
/** `price`: about how many requests the places called lately had paid. */
export type Room = {
  key: string;
  waits: Map<string, Waits>;
  called: Map<string, Called>;
  price: number;
  calledLast: number;
};

/**
 * The page of somebody who waits asks every few seconds. Whoever stays away longer than this has gone, and their
 * requests with them.
 */
const THERE_MS = 20_000;

/**
 * Places that wait and places that were called, in rooms of one address each. Memory is bounded over all rooms
 * together, and rooms go by themselves: a room exists only while somebody waits in it, or was called and has a turn
 * left.
 */
export function placeRooms(now: () => number, most: PlaceLimits) {
  const rooms = new Map<string, Room>();
  /** Places that wait, over all rooms; the one not seen for longest comes first. */
  const waits = new Set<Waits>();
  /** Places that were called, over all rooms; the one called or served longest ago comes first. */
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

  return {
    get waiting() {
      return waits.size;
    },
    get size() {
      return rooms.size;
    },
    /** The room with those who have gone removed. */
    now(key: string): Room | undefined {
      forgetGone();
      return rooms.get(key);
    },
    /**
     * Puts the place last in order of sight, so that among those who paid least, the one not seen for longest goes
     * first.
     */
    seen(room: Room, one: Waits): void {
      rooms.set(room.key, room);
      room.waits.delete(one.place);
      waits.delete(one);
      room.waits.set(one.place, one);
      waits.add(one);
      if (room.waits.size > most.inRoom) leave(least(room.waits) ?? one);
      forgetGone();
    },
    /** A turn that has not lapsed. */
    calledIn(room: Room | undefined, place: string): Called | null {
      const one = room?.called.get(place);
      return one && one.until > now() ? one : null;
    },
    /** Replaces the place's present turns. */
    giveTurns(room: Room, place: string, turns: number, ms: number): void {
      const before = room.called.get(place);
      if (before) called.delete(before);
      const one = { room, place, at: now(), until: now() + ms, turns };
      room.called.set(place, one);
      called.add(one);
    },
    leave,
    end,
  };
}

export const emptyRoom = (key: string): Room => ({
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
