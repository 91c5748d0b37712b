import type { Actor } from '~/domain/acts/permission';
import { addDays } from '~/domain/dates';
import { unitProgress } from '~/services/case/oversight.server';
import { type QueueFilter, queue, queueCounts } from '~/services/case/queue.server';
import { type House, today } from '~/services/house.server';
import { penaltyPage } from '~/services/publication/penalty.server';

/** One way to read a list, as a page does it. */
export type Reading = { name: string; read: () => Promise<unknown> };

type Member = Extract<Actor, { kind: 'member' }>;

/** First pages and pages halfway, common and rare filters, and filters that match nothing. */
export function readings(house: House, handler: Member, supervisor: Member, cases: number): Reading[] {
  const page = (name: string, filter: QueueFilter): Reading => ({ name, read: () => queue(house, handler, filter) });
  const penalties = (name: string, filter: Parameters<typeof penaltyPage>[2]): Reading => ({
    name: `Exposure list: ${name}`,
    read: () => penaltyPage(house.db, 'published', filter),
  });
  const halfway = {
    open: `${addDays(today(house), 10)}.1`,
    closed: `none.${cases / 2}`,
    penalties: { decidedOn: addDays(today(house), -900), order: 1 },
  };
  return [
    page('Queue: open cases, first page', {}),
    page('Queue: open cases, halfway', { after: halfway.open }),
    page('Queue: closed cases, first page', { stage: 'closed' }),
    page('Queue: closed cases, halfway', { stage: 'closed', after: halfway.closed }),
    page('Queue: my cases', { mine: true }),
    { name: 'Queue: counts beside it', read: () => queueCounts(house, handler) },
    page('Search: overdue and urgent', { overdue: true, urgent: true }),
    page('Search: a common sector', { sector: 'fire' }),
    page('Search: a rare sector', { sector: 'forestry' }),
    page('Search: closed cases of a rare sector', { stage: 'closed', sector: 'forestry' }),
    page('Search: closed cases, no match', { stage: 'closed', sector: 'tourism' }),
    penalties('first page', {}),
    penalties('halfway', { after: halfway.penalties }),
    penalties('a common sector', { sector: 'fire' }),
    penalties('a rare sector', { sector: 'forestry' }),
    penalties('sector and town, no match', { sector: 'tourism', town: '500200101' }),
    { name: 'Oversight: progress of all units', read: () => unitProgress(house, supervisor) },
  ];
}
