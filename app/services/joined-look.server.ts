import type { Context } from './context.server';

/**
 * A read that many callers share: whoever asks while one is under way gets the next one, which begins once that has
 * ended, together with all who asked meanwhile. Nobody gets what was read before they asked, so no answer is stale, and
 * under load one read serves a crowd.
 */
export function joinedLook<T>(look: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let waiting: Promise<T> | null = null;
  const begin = (): Promise<T> => {
    const begun = look();
    running = begun;
    const done = () => {
      if (running === begun) running = null;
    };
    begun.then(done, done);
    return begun;
  };
  const next = (): Promise<T> => {
    waiting = null;
    return begin();
  };
  return () => {
    if (running === null) return begin();
    waiting ??= running.then(next, next);
    return waiting;
  };
}

/** Shares reads by context, of which a process has one. */
export function joinedLooks<T>(look: (ctx: Context) => Promise<T>): (ctx: Context) => Promise<T> {
  const looks = new WeakMap<Context, () => Promise<T>>();
  return (ctx) => {
    const known = looks.get(ctx) ?? joinedLook(() => look(ctx));
    looks.set(ctx, known);
    return known();
  };
}
