/*
 * What a metric may tell. Whoever stores a value every fifteen seconds for years sees the very minute in which it moved, so
 * nothing that a visitor's request moves is told as it is: docs/decisions/058-metrics-without-steps.md.
 */

/** Requests that come together; fewer stay untold until more have come. */
const TOGETHER = 500;

/** How many wait is told in whole tens: one who waits is nobody's business, a crowd is. */
const CROWD = 10;
/** 64 MiB, of which one report needs as much for its key. */
const MEMORY_STEP = 64 * 1024 * 1024;

export const HOUR_MS = 3_600_000;

/** Whether a full hour has begun since the last snapshot. */
export const hourBegun = (last: number | null, now: number): boolean =>
  last === null || Math.floor(now / HOUR_MS) > Math.floor(last / HOUR_MS);

/** Are there enough requests since the last time that one of them disappears among them? */
export const manyTogether = (requests: number): boolean => requests >= TOGETHER;

export const crowdOf = (waiting: number): number => Math.floor(waiting / CROWD) * CROWD;

export const roundedMemory = (bytes: number): number => Math.ceil(bytes / MEMORY_STEP) * MEMORY_STEP;

/** `staff`: pages behind the sign-in; `static`: files; `public`: everything else, whatever it is. */
export type RequestKind = 'static' | 'public' | 'staff';

export function kindOfRequest(pattern: string): RequestKind {
  if (pattern === 'static') return 'static';
  return /^\/:lang\/staff(?:\/|$)/.test(pattern) ? 'staff' : 'public';
}

export type Outcome = 'answered' | 'refused' | 'failed';

/** `refused`: told to come again later; `failed`: the site's own fault. */
export const outcomeOf = (status: number): Outcome =>
  status === 429 ? 'refused' : status >= 500 ? 'failed' : 'answered';
