import type { Actor } from '~/domain/acts/permission';
import type { QueueFilter } from '~/domain/case/queue-filter';
import { addDays } from '~/domain/dates';
import { unitProgress } from '~/services/case/oversight.server';
import { queue, queueCounts } from '~/services/case/queue.server';
import { unitRecords } from '~/services/case/unit-record.server';
import { type Context, today } from '~/services/context.server';
import { penaltyPage } from '~/services/publication/penalty.server';
import { accountBalances, ledgerPage } from '~/services/reward/ledger.server';
import { yearTrialBalance } from '~/services/reward/trial-balance.server';

/** One way to read a list, as a page does it. */
export type Reading = { name: string; read: () => Promise<unknown> };

type Member = Extract<Actor, { kind: 'member' }>;

/** First pages and pages halfway, common and rare filters, and filters that match nothing. */
export function readings(ctx: Context, handler: Member, supervisor: Member, cases: number, finance: Member): Reading[] {
  const page = (name: string, filter: QueueFilter): Reading => ({ name, read: () => queue(ctx, handler, filter) });
  const penalties = (name: string, filter: Parameters<typeof penaltyPage>[2]): Reading => ({
    name: `Exposure list: ${name}`,
    read: () => penaltyPage(ctx.db, 'published', filter),
  });
  const halfway = {
    open: `${addDays(today(ctx), 10)}.1`,
    closed: `none.${cases / 2}`,
    ledger: { onDay: addDays(today(ctx), -900), postingId: '80000000-0000-4000-8000-000000000000' },
    penalties: { decidedOn: addDays(today(ctx), -900), order: 1 },
  };
  let days = 365;
  return [
    page('Queue: open cases, first page', {}),
    page('Queue: open cases, halfway', { after: halfway.open }),
    page('Queue: closed cases, first page', { stage: 'closed' }),
    page('Queue: closed cases, halfway', { stage: 'closed', after: halfway.closed }),
    page('Queue: my cases', { mine: true }),
    { name: 'Queue: counts beside it', read: () => queueCounts(ctx, handler) },
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
    { name: 'Ledger: newest page', read: () => ledgerPage(ctx.db, null) },
    { name: 'Ledger: a page halfway', read: () => ledgerPage(ctx.db, null, halfway.ledger) },
    { name: 'Sums: balances of all accounts', read: () => accountBalances(ctx.db, null) },
    { name: 'Sums: trial balance of a year', read: () => yearTrialBalance(ctx, finance, null) },
    { name: 'Oversight: progress of all units', read: () => unitProgress(ctx, supervisor) },
    // Figures are kept by their number of days, so that each reading asks for another one and makes them anew.
    { name: 'Oversight: a year of all units, made anew', read: () => unitRecords(ctx, supervisor, days++) },
  ];
}
