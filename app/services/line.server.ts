import { type FairQueue, fairQueue, type QueueEntry } from '~/domain/fair-queue';
import { Refusal } from '~/domain/refusal';
import { lineSlots } from './line-slots.server';
import { dailyMarks } from './network-mark.server';

/** Who asks: a network or an open session. `since`: from when their place counts, by default now. */
type InLine = { of: string; since?: number };
/** How many come before, and after about how many seconds it may be one's turn. */
type Place = { ahead: number; seconds: number };

export type Line = {
  /**
   * Runs `work` when its turn has come. Throws Refusal `busy` (data: `ahead`, `seconds`) after `holdMs`, or earlier
   * where the line is full and everybody else in it comes before.
   */
  pass: <T>(who: InLine, work: () => Promise<T>, holdMs?: number) => Promise<T>;
  place: (who: InLine) => Place;
  /** Would they be served at once if they came now? */
  free: (of: string) => boolean;
  /** How many of theirs wait here or are being served. */
  held: (of: string) => number;
  /** How many wait here. */
  waiting: () => number;
  /** The average time until another one is served (ms). */
  everyMs: () => number;
};

/**
 * `places`: how much runs at once; `perKey` for one network or session; `forCrowds` for all those together who ask more
 * than people do. The other places are for those who ask little, and are free when they come. `most`: how many may
 * wait.
 */
export type LineLimits = { places: number; perKey?: number; forCrowds?: number; most: number };

type Turn = { go: (end: () => void) => void; give: () => void };

/** Bounded work with a fair line before it; `fairQueue` says whose turn it is. */
export function makeLine(now: () => number, { places, perKey = places, forCrowds = places, most }: LineLimits): Line {
  const queue = fairQueue<Turn>(now);
  const mark = dailyMarks(now);
  const slots = lineSlots({ places, perKey, forCrowds });
  let averageMs = 300;

  const place: Line['place'] = ({ of, since = now() }) => {
    const ahead = queue.ahead(mark(of), since);
    return { ahead, seconds: Math.max(1, Math.ceil(((ahead + 1) * averageMs) / places / 1_000)) };
  };

  const may = (key: string): boolean => slots.may(key, queue.crowds(key));

  /** Returns the function that ends the turn. */
  function start(key: string): () => void {
    const end = slots.take(key, queue.crowds(key));
    return () => {
      end();
      startNext();
    };
  }

  function startNext(): void {
    while (slots.free) {
      const next = queue.next(may);
      if (!next) return;
      next.item.go(start(next.key));
    }
  }

  async function run<T>(end: () => void, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      averageMs += (performance.now() - started - averageMs) / 20;
      end();
    }
  }

  return {
    async pass(who, work, holdMs = Number.POSITIVE_INFINITY) {
      const key = mark(who.of);
      queue.ask(key);
      const end =
        slots.free && may(key)
          ? start(key)
          : await turnOf(
              queue,
              { key, since: who.since ?? now(), arrived: now() },
              { most, holdMs, place: () => place(who) },
            );
      return run(end, work);
    },
    place,
    free: (of) => slots.free && may(mark(of)),
    held(of) {
      const key = mark(of);
      return queue.of(key) + slots.of(key);
    },
    waiting: () => queue.size,
    everyMs: () => averageMs / places,
  };
}

type Held = { most: number; holdMs: number; place: () => Place };

/**
 * Waits in the queue; resolves with the function that ends the turn. Throws Refusal `busy` after `holdMs`, or when
 * there is no room.
 */
function turnOf(
  queue: FairQueue<Turn>,
  asked: Omit<QueueEntry<Turn>, 'item'>,
  { most, holdMs, place }: Held,
): Promise<() => void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const give = () => {
      clearTimeout(timer);
      reject(new Refusal('busy', { data: place() }));
    };
    const go = (end: () => void) => {
      clearTimeout(timer);
      resolve(end);
    };
    const one: QueueEntry<Turn> = { ...asked, item: { go, give } };
    queue.add(one);
    if (queue.size > most) queue.last()?.item.give();
    if (holdMs === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => {
      queue.remove(one);
      give();
    }, holdMs);
  });
}
