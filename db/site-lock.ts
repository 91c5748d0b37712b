import { sql } from 'drizzle-orm';
import { openSql, type Tx } from './client';

/** Any number that no other lock of the program uses; this one is "site" in ASCII. */
const SITE_LOCK = 0x73697465;
const RETRY_MS = 500;

/**
 * Says that a web process serves this database, until the returned function is called. The lock is taken again when the
 * connection was lost; `onTaken` runs each time, because what the process knows may have been renewed meanwhile.
 */
export async function holdSiteLock(url: string, onTaken: () => Promise<void>): Promise<() => Promise<void>> {
  let ended = false;
  let retry: NodeJS.Timeout | undefined;
  const client = openSql(url, {
    max: 1,
    max_lifetime: null,
    connection: { application_name: 'anshao-site' },
    onclose: () => {
      if (!ended) again();
    },
  });
  const take = async () => {
    await client`select pg_advisory_lock_shared(${SITE_LOCK})`;
    await onTaken();
  };
  function again(): void {
    clearTimeout(retry);
    retry = setTimeout(() => {
      if (!ended) take().catch(() => again());
    }, RETRY_MS);
    retry.unref();
  }
  await take();
  return async () => {
    ended = true;
    clearTimeout(retry);
    await client.end({ timeout: 5 });
  };
}

/**
 * Makes sure that until the end of the transaction no web process serves this database, and that none can begin to.
 * False while one does.
 */
export async function lockSiteAlone(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ alone: boolean }>(sql`select pg_try_advisory_xact_lock(${SITE_LOCK}) as alone`);
  return row?.alone === true;
}
