import type { Actor } from '~/domain/acts/permission';
import type { QueueFilter } from '~/domain/case/queue-filter';
import { colleagues, queue, queueCounts } from '~/services/case/queue.server';
import type { Context } from '~/services/context.server';
import { areaNames } from '~/services/county/county.server';
import type { Lang } from '~/words/language';

/**
 * A page of the own department's cases with everything that its table shows: counts of stages, officers, names of
 * towns.
 */
export async function queuePage(ctx: Context, actor: Actor, lang: Lang, filter: QueueFilter = {}, size?: number) {
  const [page, counts, officers, towns] = await Promise.all([
    queue(ctx, actor, filter, size),
    queueCounts(ctx, actor),
    colleagues(ctx, actor),
    areaNames(ctx, lang),
  ]);
  return { ...page, counts, officers, towns };
}
