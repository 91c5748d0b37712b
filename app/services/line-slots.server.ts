type Limits = { places: number; perKey: number; forCrowds: number };

/** What runs at once, counted by key: at most `perKey` of each, and `forCrowds` of all who ask more than people do. */
export function lineSlots({ places, perKey, forCrowds }: Limits) {
  const runningOf = new Map<string, number>();
  let running = 0;
  /** How many of these belong to keys that asked more than people do when they began. */
  let crowding = 0;
  return {
    get free() {
      return running < places;
    },
    may: (key: string, crowds: boolean): boolean =>
      (runningOf.get(key) ?? 0) < perKey && (crowding < forCrowds || !crowds),
    of: (key: string): number => runningOf.get(key) ?? 0,
    /** Returns the function that frees the slot again. */
    take(key: string, crowds: boolean): () => void {
      running += 1;
      if (crowds) crowding += 1;
      runningOf.set(key, (runningOf.get(key) ?? 0) + 1);
      return () => {
        if (crowds) crowding -= 1;
        running -= 1;
        const left = (runningOf.get(key) ?? 1) - 1;
        if (left > 0) runningOf.set(key, left);
        else runningOf.delete(key);
      };
    },
  };
}
