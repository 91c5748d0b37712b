import type { Connection } from '#db/client';
import type { Context } from '~/services/context.server';
import { forgetFreshness } from '~/services/keys/stamp.server';
import { PUBLIC_CHANGED } from './open-context';

/**
 * Keeps what this process remembers in step with what others change: cached public pages, how fresh the lists are, and the
 * county's holidays. A connection that was lost may have missed a notice, so that coming back counts as one.
 */
export async function followChanges({ sql }: Connection, ctx: Context, cache: { clear: () => void }): Promise<void> {
  const changed = () => {
    cache.clear();
    forgetFreshness(ctx);
    // Pages that were made meanwhile may still have the holidays of before.
    ctx.holidays.reload(ctx.db).then(cache.clear, () => ctx.log('calendar.notRead'));
  };
  await sql.listen(PUBLIC_CHANGED, changed, changed);
}
