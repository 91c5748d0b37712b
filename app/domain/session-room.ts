export type SessionRoom<T> = {
  readonly size: number;
  /** Takes a session of `owner` in, under a name of its own; what has to go for it goes. */
  open: (owner: string, name: string, value: T) => void;
  /** The session, which is seen thereby; null for none, or one that has ended. */
  see: (name: string) => T | null;
  close: (name: string) => void;
};

export type RoomLimits = { lifeMs: number; most: number; mostOfOwner: number };

type Open<T> = { owner: string; name: string; value: T; until: number };

/**
 * Short sessions, of which each owner has a handful at most and all together so many. Of an owner that opens more the one
 * ends that was not seen for longest, and so it is where all are too many: whoever reads their page stays, whoever opens
 * thousands loses those that they left. Pure but for what it keeps.
 */
export function sessionRoom<T>(now: () => number, { lifeMs, most, mostOfOwner }: RoomLimits): SessionRoom<T> {
  const byName = new Map<string, Open<T>>();
  /** In the order in which they were opened, which is the order in which they end. */
  const opened = new Set<Open<T>>();
  /** Whoever was not seen for longest comes first; the same for each owner. */
  const seen = new Set<Open<T>>();
  const owners = new Map<string, Set<Open<T>>>();

  function end(one: Open<T>): void {
    byName.delete(one.name);
    opened.delete(one);
    seen.delete(one);
    const own = owners.get(one.owner);
    own?.delete(one);
    if (own?.size === 0) owners.delete(one.owner);
  }

  function endPast(): void {
    for (const one of opened) {
      if (one.until > now()) break;
      end(one);
    }
  }

  function look(one: Open<T>): void {
    const own = owners.get(one.owner) ?? new Set();
    owners.set(one.owner, own);
    for (const order of [seen, own]) {
      order.delete(one);
      order.add(one);
    }
  }

  /** Ends those not seen for longest, but for `limit` of them. */
  function bound(order: ReadonlySet<Open<T>>, limit: number): void {
    for (const one of order) {
      if (order.size <= limit) break;
      end(one);
    }
  }

  return {
    get size() {
      return byName.size;
    },
    open(owner, name, value) {
      endPast();
      const one = { owner, name, value, until: now() + lifeMs };
      byName.set(name, one);
      opened.add(one);
      look(one);
      bound(owners.get(owner) ?? seen, mostOfOwner);
      bound(seen, most);
    },
    see(name) {
      endPast();
      const one = byName.get(name);
      if (!one) return null;
      look(one);
      return one.value;
    },
    close(name) {
      const one = byName.get(name);
      if (one) end(one);
    },
  };
}
