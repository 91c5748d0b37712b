import type { Actor } from '~/domain/acts/permission';
import { colleagues, type QueueFilter, queue, queueCounts } from '~/services/case/queue.server';
import { areaNames } from '~/services/county/county.server';
import type { House } from '~/services/house.server';
import type { Lang } from '~/words/language';

/** A page of the own department's cases with all that its table shows: counts of stages, officers, names of towns. */
export async function queuePage(house: House, actor: Actor, lang: Lang, filter: QueueFilter = {}, size?: number) {
  const [page, counts, officers, towns] = await Promise.all([
    queue(house, actor, filter, size),
    queueCounts(house, actor),
    colleagues(house, actor),
    areaNames(house, lang),
  ]);
  return { ...page, counts, officers, towns };
}
