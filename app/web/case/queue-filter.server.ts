import { QUEUE_TICKS, type QueueFilter } from '~/domain/case/queue-filter';
import { isSectorCode } from '~/domain/county/sector-list';
import { STAGES } from '~/domain/vocabulary';

/** The queue's filter from a URL: `stage sector after` and what is ticked; unknown values are left out. */
export function queueFilterOf(request: Request): QueueFilter {
  const { searchParams } = new URL(request.url);
  const ticked = (name: string) => searchParams.get(name) === 'yes';
  const stage = STAGES.find((known) => known === searchParams.get('stage'));
  const sector = searchParams.get('sector') ?? '';
  const after = searchParams.get('after');
  return {
    ...(stage ? { stage } : {}),
    ...(isSectorCode(sector) ? { sector } : {}),
    ...Object.fromEntries(QUEUE_TICKS.filter(ticked).map((tick) => [tick, true])),
    ...(after ? { after } : {}),
  };
}
