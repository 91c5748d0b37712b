import type { Connection } from '#db/client';
import type { Context } from '~/services/context.server';
import { PUBLIC_CHANGED } from './open-context';

/**
 * Keeps what this process remembers in step with what others change: cached public pages, and the county's holidays. A
 * connection that was lost may have missed a notice, so that coming back counts as one.
 */
export async function followChanges({ sql }: Connection, ctx: Context, cache: { clear: () => void }): Promise<void> {
  const changed = () => {
    cache.clear();
    ctx.holidays.reload(ctx.db).catch(() => ctx.log('calendar.notRead'));
  };
  await sql.listen(PUBLIC_CHANGED, changed, changed);
}
