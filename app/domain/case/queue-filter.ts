import type { Sector, Stage } from '~/domain/vocabulary';

/**
 * The choices that can be ticked in the queue. `soon` is due within days and not late; `forMe` waits for this member's
 * next act.
 */
export const QUEUE_TICKS = ['forMe', 'mine', 'urgent', 'overdue', 'soon', 'awaitsReply'] as const;
export type QueueTick = (typeof QUEUE_TICKS)[number];

export type QueueFilter = Partial<Record<QueueTick, boolean>> & {
  stage?: Stage;
  sector?: Sector;
  /** The `next` cursor of the page before. */
  after?: string;
};

/** The queue with this filter from its first page on, as the query string of its address. */
export const queueQuery = ({ after: _, ...filter }: QueueFilter): string =>
  new URLSearchParams(
    Object.entries(filter).map(([name, value]) => [name, value === true ? 'yes' : String(value)]),
  ).toString();
