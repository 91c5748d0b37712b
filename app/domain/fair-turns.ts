export type FairTurns<T> = {
  readonly size: number;
  /**
   * Takes an entry in. When too many wait, returns the entry that has to go: the newest of a network that has more
   * waiting than the newcomer's, or the newcomer when there is no such network.
   */
  add: (network: string, one: T) => T | null;
  /** Takes out the entry whose turn it is: one of each network after the other. */
  next: () => T | null;
};

/**
 * Requests that are ready to begin, fair to networks and not to requests: one of each network in turn. Whoever asks
 * once begins after at most one request of each other network, however many those have waiting. Once taken in, it is
 * never given up for them, however many networks a flood comes from.
 */
export function fairTurns<T>(most: number): FairTurns<T> {
  /** The networks in the order in which they come next; none of them is empty. */
  const waiting = new Map<string, T[]>();
  const crowds = crowdsBySize();
  let size = 0;

  function takeOut(network: string, own: T[], one: T | undefined): T | null {
    size -= 1;
    crowds.move(network, own.length + 1, own.length);
    if (own.length === 0) waiting.delete(network);
    return one ?? null;
  }

  return {
    get size() {
      return size;
    },
    add(network, one) {
      const own = waiting.get(network) ?? [];
      const crowded = size < most ? null : crowds.oneOver(own.length + 1);
      if (size >= most && crowded === null) return one;
      own.push(one);
      waiting.set(network, own);
      size += 1;
      crowds.move(network, own.length - 1, own.length);
      const its = crowded === null ? undefined : waiting.get(crowded);
      return crowded === null || !its ? null : takeOut(crowded, its, its.pop());
    },
    next() {
      const [first] = waiting;
      if (!first) return null;
      const [network, own] = first;
      const one = takeOut(network, own, own.shift());
      waiting.delete(network);
      if (own.length > 0) waiting.set(network, own);
      return one;
    },
  };
}

/** Networks by how many entries of each wait, so that finding the most crowded one needs no look at each network. */
function crowdsBySize() {
  const bySize = new Map<number, Set<string>>();
  let longest = 0;
  return {
    /** `from` and `to` differ by one. */
    move(network: string, from: number, to: number): void {
      bySize.get(from)?.delete(network);
      if (bySize.get(from)?.size === 0) bySize.delete(from);
      if (to > 0) bySize.set(to, (bySize.get(to) ?? new Set()).add(network));
      // If the longest network left its size, it still is the longest at its new size, perhaps with others.
      if (to > longest || !bySize.has(longest)) longest = to;
    },
    /** One of the networks with most entries waiting, if that is more than `count`. */
    oneOver(count: number): string | null {
      const [network = null] = longest > count ? (bySize.get(longest) ?? []) : [];
      return network;
    },
  };
}
