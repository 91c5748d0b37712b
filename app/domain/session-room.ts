export type SessionRoom<T> = {
  readonly size: number;
  /** Takes in a session of `owner` under a name of its own, and ends others where there are too many. */
  open: (owner: string, name: string, value: T) => void;
  /** The session, which counts as seen by this; null when there is none, or it has ended. */
  see: (name: string) => T | null;
  close: (name: string) => void;
};

export type RoomLimits = { lifeMs: number; most: number; maxOfOwner: number };

type Open<T> = { owner: string; name: string; value: T; until: number };

/**
 * Short sessions, limited in number for each owner and in all. When an owner opens more, the owner's session not seen
 * for longest ends, and likewise when there are too many in all: whoever reads their page keeps it, and whoever opens
 * thousands loses those they left. It has no effects beyond what it keeps.
 */
export function sessionRoom<T>(now: () => number, { lifeMs, most, maxOfOwner }: RoomLimits): SessionRoom<T> {
  const byName = new Map<string, Open<T>>();
  /** In the order in which they were opened, which is also the order in which they end. */
  const opened = new Set<Open<T>>();
  /** The session not seen for longest comes first; the sets of each owner are ordered in the same way. */
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

  /** Ends sessions not seen for longest until `limit` of them are left. */
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
      bound(owners.get(owner) ?? seen, maxOfOwner);
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
