export type FairTurns<T> = {
  readonly size: number;
  /** Takes one in. Where too many wait, gives back who has to go for it: the newest of the network of which most wait. */
  add: (network: string, one: T) => T | null;
  /** Whose turn it is: one of each network after the other. */
  next: () => T | null;
};

/**
 * Requests that are ready to be begun, fair to networks and not to requests: one of each network in turn. Whoever asks once is
 * begun after at most one request of each other network, however many those have waiting, and is never given up for them.
 */
export function fairTurns<T>(most: number): FairTurns<T> {
  /** In the order in which they come next; none of them is empty. */
  const waiting = new Map<string, T[]>();
  let size = 0;

  function longest(): [string, T[]] | null {
    let found: [string, T[]] | null = null;
    for (const one of waiting) if (!found || one[1].length > found[1].length) found = one;
    return found;
  }

  return {
    get size() {
      return size;
    },
    add(network, one) {
      const own = waiting.get(network) ?? [];
      own.push(one);
      waiting.set(network, own);
      size += 1;
      if (size <= most) return null;
      const [crowded, its] = longest() ?? [network, own];
      const out = its.pop() ?? null;
      size -= 1;
      if (its.length === 0) waiting.delete(crowded);
      return out;
    },
    next() {
      const [first] = waiting;
      if (!first) return null;
      const [network, own] = first;
      const one = own.shift() ?? null;
      size -= 1;
      waiting.delete(network);
      if (own.length > 0) waiting.set(network, own);
      return one;
    },
  };
}
