import type { Db } from '#db/client';
import type { Context } from '~/services/context.server';

/** Figures of all units are summed over many cases, and read by people who press the same link. */
const KEPT_MS = 5 * 60_000;

/** Figures by a key, at most five minutes old, with the time (milliseconds since 1970) of which they are. */
export function keptFigures<K, T>(make: (ctx: Context, db: Db, key: K) => Promise<T>) {
  type Kept = { at: number; figures: T };
  const kept = new WeakMap<Context, Map<K, Promise<Kept>>>();
  /** Somebody changed what they are made of, and is to see it. */
  const forget = (ctx: Context, key: K) => kept.get(ctx)?.delete(key);
  const figures = async (ctx: Context, db: Db, key: K): Promise<Kept> => {
    const byKey = kept.get(ctx) ?? new Map<K, Promise<Kept>>();
    kept.set(ctx, byKey);
    const before = await byKey.get(key)?.catch(() => null);
    if (before && before.at <= ctx.now() && ctx.now() < before.at + KEPT_MS) return before;
    const at = ctx.now();
    const made = make(ctx, db, key).then((result) => ({ at, figures: result }));
    byKey.set(key, made);
    return made;
  };
  return { figures, forget };
}
