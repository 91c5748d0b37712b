import { keepsCommitTimes } from '#db/commit-times';
import type { Context } from '~/services/context.server';
import { countyIfAny } from '~/services/county/county.server';
import { makeSetupLink } from '~/services/county/setup.server';

/** What the site says to whoever starts it. */

/** A server that is not ours may be configured to store the time of every commit; then more than days is stored. */
export async function warnOfCommitTimes({ db, log }: Context, print: (line: string) => void): Promise<void> {
  if (!(await keepsCommitTimes(db))) return;
  log('database.commitTimes');
  print(
    'WARNING: the database keeps the microsecond of every commit. Set track_commit_timestamp = off and restart it.',
  );
}

/** While there is no county, each start gives a new one-time link, and the one before stops working. */
export async function offerSetup(ctx: Context, print: (line: string) => void): Promise<void> {
  if (await countyIfAny(ctx.db)) return;
  const token = await makeSetupLink(ctx);
  print(`Set up the county, once, at ${ctx.origin}/zh/setup/${token}`);
}
