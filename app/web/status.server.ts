import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BlobStore } from '~/services/blob-store.server';
import type { Context } from '~/services/context.server';
import { backupStanding } from '~/services/county/backup-runs.server';
import { doubtOfClock } from '~/services/county/clock.server';

/** More than whether the site is ready, for the programs that watch it. */
export type Status = (req: IncomingMessage) => Promise<object | null>;

const answers = ({ room, isEmpty }: BlobStore): Promise<boolean> =>
  Promise.all([room(), isEmpty()]).then(
    () => true,
    () => false,
  );

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Told to whoever brings `Authorization: Bearer TOKEN`, and to nobody else: not to loopback either, since behind a proxy
 * every visitor seems to come from there.
 */
export function makeStatus(ctx: Context, token: string | null): Status {
  if (token === null) return async () => null;
  const expected = digest(`Bearer ${token}`);
  return async (req) => {
    if (!timingSafeEqual(digest(req.headers.authorization ?? ''), expected)) return null;
    const { state, hours, problem, missing, bytes } = await backupStanding(ctx);
    const backup = { state, hours, problem, missing, bytes };
    return { backup, files: (await answers(ctx.blobs)) ? 'ok' : 'away', clock: (await doubtOfClock(ctx)) ?? 'ok' };
  };
}
