import type { IsoDate } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';
import { type ChainPosition, entryProblems } from './log-links.server';
import { type LogProblem, verifyLog } from './verify-log.server';

/** Up to where this process found the chain whole, and the day of its last full check; null after a problem. */
type Seen = ChainPosition & { wholeOn: IsoDate | null };
const seen = new WeakMap<Context, Seen>();

export type LogState = {
  problem: LogProblem | null;
  links: number;
  tail: number;
  /** Links whose hash was recomputed for this answer. */
  checked: number;
  /** Whether the whole chain was recomputed. */
  whole: boolean;
};

/**
 * The chain's state for a page that shows these entries. The whole chain is recomputed on the first look of a day and on
 * request. Otherwise only the shown entries and those added since the last look are checked. The process remembers the
 * last head, so a chain that was cut off or rebuilt up to there is noticed. An old entry that was altered alone and is
 * not shown is found by the next full check.
 */
export async function logState(
  ctx: Context,
  { entries, whole }: { entries: readonly number[]; whole: boolean },
): Promise<LogState> {
  const known = seen.get(ctx) ?? null;
  const all = whole || known?.wholeOn !== today(ctx);
  const { problems, links, head, tail, checked } = await verifyLog(ctx, [], { seen: known, newOnly: !all });
  const shown = all ? [] : await entryProblems(ctx.db, entries);
  const problem = problems[0] ?? shown[0] ?? null;
  if (!problem) seen.set(ctx, { sequence: links, hash: head, wholeOn: all ? today(ctx) : (known?.wholeOn ?? null) });
  else if (known) seen.set(ctx, { ...known, wholeOn: null });
  return { problem, links, tail, checked, whole: all };
}
