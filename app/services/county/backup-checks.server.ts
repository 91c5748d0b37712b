import { mkdir, statfs } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { sql } from 'drizzle-orm';
import { openSql } from '#db/client';
import { BackupError } from '~/domain/county/backup';
import { isRefusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { openedInForce } from '~/services/keys/certified.server';
import { blobPlace, nameOf } from './backup-blobs.server';
import { isThere } from './backup-folder.server';

/** Any number that no other lock of the program uses; this one is "back" in ASCII. */
const BACKUP_LOCK = 0x6261636b;
const SPARE_BYTES = 64 * 1024 * 1024;

/** The key in the county's signed list, or the one that was given; does it stand in the list? */
export async function recipientOf(
  ctx: Context,
  { recipient: given, fallback }: { recipient?: string | undefined; fallback?: string | null },
): Promise<{ recipient: string; signed: boolean }> {
  const listed = (await openedInForce(ctx.db))?.backup?.recipient ?? null;
  const recipient = given ?? listed ?? fallback;
  if (recipient) return { recipient, signed: recipient === listed };
  throw new BackupError(
    'noRecipient',
    "The county's signed list names no backup key yet. Make one with `anshao backup-key` away from the server and give its " +
      'recipient with --recipient or ANSHAO_BACKUP_RECIPIENT (docs/operations.md, "Backups").',
  );
}

export async function ownFolder({ folder, data }: { folder: string; data: string }): Promise<string> {
  const path = resolve(folder);
  if (`${path}${sep}`.startsWith(`${resolve(data)}${sep}`)) {
    throw new BackupError(
      'insideData',
      'The backups would lie in the data folder and be lost with it. Give another disk.',
    );
  }
  await mkdir(path, { recursive: true, mode: 0o700 }).catch(() => {
    throw new BackupError('noFolder', `The folder ${path} cannot be made or written.`);
  });
  return path;
}

export const underWay = () => new BackupError('underWay', 'Another backup is under way.');

/** One backup at a time, over all processes; the lock ends with its connection, however that ends. */
export async function lockBackups(url: string): Promise<() => Promise<void>> {
  const client = openSql(url, { max: 1, max_lifetime: null, connection: { application_name: 'anshao-backup-lock' } });
  const [row] = await client<{ alone: boolean }[]>`select pg_try_advisory_lock(${BACKUP_LOCK}) as alone`;
  if (row?.alone) return () => client.end({ timeout: 5 });
  await client.end({ timeout: 5 });
  throw underWay();
}

/** Refuses early rather than filling the disk: what the rows take is not known before, the database's size is near. */
export async function requireRoom(
  ctx: Context,
  refs: readonly string[],
  to: { folder: string; blobs: string },
): Promise<void> {
  const [row] = await ctx.db.execute<{ size: string }>(sql`select pg_database_size(current_database())::text as size`);
  let needed = Number(row?.size ?? 0) + SPARE_BYTES;
  for (const ref of refs) {
    if (await isThere(blobPlace(to.blobs, nameOf(ref)))) continue;
    needed += await ctx.blobs.size(ref).catch(() => 0);
  }
  const { bavail, bsize } = await statfs(to.folder);
  if (bavail * bsize < needed) throw noRoom(to.folder);
}

const noRoom = (folder: string) =>
  new BackupError('noRoom', `There is not enough room in ${folder}. Earlier backups are as they were.`);

/** What the system says of a folder, in words. */
export function inWords(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(folder);
  if (code === 'EACCES' || code === 'EROFS')
    return new BackupError('noFolder', `The folder ${folder} cannot be written.`);
  if (isRefusal(error) && error.code === 'filesAway')
    return new BackupError('filesAway', 'The place that keeps files cannot be reached. Run `anshao doctor`.');
  if ((error as Error | null)?.name === 'AbortError') return new BackupError('stopped', 'The backup was stopped.');
  return error;
}
