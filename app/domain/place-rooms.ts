/** Over all rooms; in one room; called and not yet done, over all rooms. */
export type PlaceLimits = { waiting: number; inRoom: number; called: number };

export type Waits = { room: Room; place: string; paid: number; seen: number };
export type Called = { room: Room; place: string; at: number; until: number; turns: number };
/** `price`: what whoever was called lately had paid. */
export type Room = {
  key: string;
  waits: Map<string, Waits>;
  called: Map<string, Called>;
  price: number;
  calledLast: number;
};

/** The page of somebody who waits asks every few seconds. Who stays away longer has gone, and what they paid with them. */
const THERE_MS = 20_000;

/**
 * Who waits and who was called, in rooms of one address each. What is kept is bounded over all rooms together, and goes by
 * itself: a room is there as long as somebody waits in it, or was called and has a turn left.
 */
export function placeRooms(now: () => number, most: PlaceLimits) {
  const rooms = new Map<string, Room>();
  /** Who waits, over all rooms; whoever was not seen for longest comes first. */
  const waits = new Set<Waits>();
  /** Who was called, over all rooms; whoever was called or served longest ago comes first. */
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
    /** The room as it is now. */
    now(key: string): Room | undefined {
      forgetGone();
      return rooms.get(key);
    },
    /** Whoever was seen last stands last, so that of those who paid least the one goes who was not seen for longest. */
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
    /** Takes the place of the turns that it has had. */
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
