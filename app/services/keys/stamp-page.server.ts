import type { Member } from '~/domain/acts/permission';
import { addDays, type IsoDate } from '~/domain/dates';
import { REMINDED_DAYS } from '~/domain/keys/freshness';
import type { SignedRouting } from '~/envelope/keys/routing-statement';
import { type Context, today } from '~/services/context.server';
import { look } from '~/services/look.server';
import { type DirectoryVersion, directoryInForce, openedInForce } from './certified.server';
import { signedRouting } from './signed-routing.server';
import { type ListFreshness, listFreshness, stampedOn } from './stamp.server';

export type StampPage = {
  directory: DirectoryVersion;
  /** The newest signed routing, unchecked: browsers check it themselves; null before there is one. */
  routing: SignedRouting | null;
  today: IsoDate;
  fresh: ListFreshness;
  /** The last day on which this guardian stamped what is in force. */
  mine: IsoDate | null;
  /** May the printed reserve key stand in for a guardian who is gone? */
  hasReserve: boolean;
};

/** What a guardian's page needs to stamp; null before there is a list. */
export async function stampPage(ctx: Context, actor: Member): Promise<StampPage | null> {
  return look(ctx, actor, 'directory.stamp', null, async ({ db }) => {
    const directory = await directoryInForce(db);
    const fresh = await listFreshness(ctx, { anew: true });
    if (directory === null || fresh === null) return null;
    const routing = await signedRouting(db);
    const hasReserve = (await openedInForce(db))?.reserve != null;
    const mine = await stampedOn(db, actor.memberId);
    return { directory, routing, today: today(ctx), fresh, mine, hasReserve };
  });
}

/**
 * Does it wait for this guardian? True when reporters are warned, or will be within a week, and the guardian's own
 * stamp is that old.
 */
export async function isStampDue(ctx: Context, actor: Member): Promise<boolean> {
  const fresh = await listFreshness(ctx, { anew: true });
  if (fresh === null) return false;
  const soon = addDays(today(ctx), REMINDED_DAYS);
  if (fresh.until !== null && fresh.until > soon) return false;
  const mine = await look(ctx, actor, 'directory.stamp', null, ({ db }) => stampedOn(db, actor.memberId));
  return mine === null || addDays(mine, fresh.termDays) <= soon;
}
