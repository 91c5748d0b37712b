/** A place in the line: since when it counts (ms). One of the two calls ends it. */
export type Ticket = { since: number; served: () => void; left: () => void };

/** A form older than this has been hoarded, or forgotten in a tab: its place counts from now. */
const LONGEST_MS = 12 * 3_600_000;
const MOST = 50_000;
/** What has no place comes after all that have one. */
const AFTER_ALL_MS = 24 * 3_600_000;

/** A form that the site handed out; `mark` tells forms apart and nothing else. */
export type Form = { mark: string; issuedAt: number };

/**
 * Forms as tickets: a place counts from when the form was handed out, before anything was written in it. Each form stands
 * in the line once, and what was served once counts from then on, so that old forms sent again and again win nothing.
 * What is no form, and a copy of one that waits already, comes after all that are.
 */
export function tickets(now: () => number): (form: Form | null) => Ticket {
  const known = new Map<string, { waiting: boolean; servedAt: number | null }>();

  function keep(mark: string, one: { waiting: boolean; servedAt: number | null }): void {
    known.delete(mark);
    if (!one.waiting && one.servedAt === null) return;
    known.set(mark, one);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  }

  return (form) => {
    const { waiting = false, servedAt = null } = (form && known.get(form.mark)) ?? {};
    const nothing = () => undefined;
    if (!form || waiting) return { since: now() + AFTER_ALL_MS, served: nothing, left: nothing };
    const { mark, issuedAt } = form;
    keep(mark, { waiting: true, servedAt });
    const from = servedAt ?? issuedAt;
    return {
      since: from < now() - LONGEST_MS ? now() : from,
      served: () => keep(mark, { waiting: false, servedAt: now() }),
      left: () => keep(mark, { waiting: false, servedAt }),
    };
  };
}
