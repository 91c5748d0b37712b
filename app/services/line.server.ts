import { fairQueue, type Waiting } from '~/domain/fair-queue';
import { Refusal } from '~/domain/refusal';
import { dailyMarks } from './network-mark.server';

/** Who asks: a network or an open session; `since`: from when their place counts, by default now. */
type InLine = { of: string; since?: number };
/** How many come before, and after how many seconds it may be one's turn. */
type Place = { ahead: number; seconds: number };

export type Line = {
  /**
   * Runs `work` when its turn has come. Throws Refusal `busy` (data: `ahead`, `seconds`) after `holdMs`, or earlier where the line is
   * full and everybody else in it comes before.
   */
  pass: <T>(who: InLine, work: () => Promise<T>, holdMs?: number) => Promise<T>;
  place: (who: InLine) => Place;
  /** Would somebody who comes now be served at once? */
  free: () => boolean;
};

/** `places`: how much runs at once; `most`: how many may be held waiting. */
type LineLimits = { places: number; most: number };

type Turn = { go: () => void; give: () => void };

/** Bounded work with a fair line before it: see `fairQueue` for whose turn it is. */
export function makeLine(now: () => number, { places, most }: LineLimits): Line {
  const queue = fairQueue<Turn>(now);
  const mark = dailyMarks(now);
  let running = 0;
  let averageMs = 300;

  const place: Line['place'] = ({ of, since = now() }) => {
    const ahead = queue.ahead(mark(of), since);
    return { ahead, seconds: Math.max(1, Math.ceil(((ahead + 1) * averageMs) / places / 1_000)) };
  };

  async function run<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      averageMs += (performance.now() - started - averageMs) / 20;
      // Whoever leaves hands its place on, so `running` stays as it is.
      const next = queue.next();
      if (next) next.item.go();
      else running -= 1;
    }
  }

  function turn(who: InLine, holdMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const give = () => {
        clearTimeout(timer);
        reject(new Refusal('busy', { data: place(who) }));
      };
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const one: Waiting<Turn> = {
        key: mark(who.of),
        since: who.since ?? now(),
        arrived: now(),
        item: { go, give },
      };
      queue.add(one);
      if (queue.size > most) queue.last()?.item.give();
      if (holdMs === Number.POSITIVE_INFINITY) return;
      timer = setTimeout(() => {
        queue.remove(one);
        give();
      }, holdMs);
    });
  }

  return {
    async pass(who, work, holdMs = Number.POSITIVE_INFINITY) {
      queue.ask(mark(who.of));
      if (running < places) running += 1;
      else await turn(who, holdMs);
      return run(work);
    },
    place,
    free: () => running < places,
  };
}
