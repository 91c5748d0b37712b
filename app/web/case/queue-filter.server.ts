import { SECTORS, STAGES } from '~/domain/vocabulary';
import type { QueueFilter } from '~/services/case/queue.server';

/** The queue's filter from a URL: `stage sector mine overdue urgent after`; what is unknown is left out. */
export function queueFilterOf(request: Request): QueueFilter {
  const { searchParams } = new URL(request.url);
  const ticked = (name: string) => searchParams.get(name) === 'yes';
  const stage = STAGES.find((known) => known === searchParams.get('stage'));
  const sector = SECTORS.find((known) => known === searchParams.get('sector'));
  const after = searchParams.get('after');
  return {
    ...(stage ? { stage } : {}),
    ...(sector ? { sector } : {}),
    ...(ticked('mine') ? { mine: true } : {}),
    ...(ticked('overdue') ? { overdue: true } : {}),
    ...(ticked('urgent') ? { urgent: true } : {}),
    ...(after ? { after } : {}),
  };
}
