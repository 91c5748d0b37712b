import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGzip, constants as zlib } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { appliedMigrations } from '#db/migrate';
import { type Snapshot, withSnapshot } from '#db/table-copy';
import type { BackupManifest } from '~/contract/backup';
import { BackupError, tooMany } from '~/domain/county/backup';
import { utf8 } from '~/envelope/bytes';
import { fingerprint } from '~/envelope/key-pair';
import { tombstones } from '~/services/case/tombstone.server';
import type { Context } from '~/services/context.server';
import { logKeysOf } from '~/services/log/log-keys.server';
import { besideDatabase, nightFiles } from './backup-beside.server';
import { blobFolder, copyBlobs, type ListedBlob, listedIn, listLine, removeUnlisted } from './backup-blobs.server';
import { inWords, lockBackups, ownFolder, recipientOf, requireRoom, underWay } from './backup-checks.server';
import {
  backupsIn,
  beginPart,
  completePart,
  one,
  removeBackup,
  sealToFile,
  writeDurably,
} from './backup-folder.server';
import { framesOf } from './backup-rows.server';

/** `of` is null where it is not known before the end. */
export type BackupStep = { step: 'rows' | 'files'; done: number; of: number | null };

export type BackupOrder = {
  /** Owner's connection string. */
  url: string;
  /** Data folder of the site. */
  data: string;
  /** Folder of all backups. */
  folder: string;
  /** Complete backups that stay, the new one among them. */
  keep: number;
  withSecret: boolean;
  /** In place of the one in the county's signed list. */
  recipient?: string | undefined;
  /** The recipient of the site's settings, for as long as the list names none. */
  fallback?: string | null;
  onStep?: (step: BackupStep) => void;
  /** Asked once no other backup can be under way. */
  stillDue?: () => Promise<boolean>;
  signal?: AbortSignal | undefined;
};

export type MadeBackup = {
  manifest: BackupManifest;
  /** Blobs copied now; the others lay there from earlier backups. */
  copied: number;
  /** Names of older backups that were removed. */
  removed: string[];
};

/** Night keys stay in this many backups: the newest, and one before it in case that is damaged. */
const NIGHTS_KEPT = 2;

/**
 * Makes a backup of database and blobs, sealed to the county's backup key, in a folder that gets its name once it is
 * whole. Throws BackupError. Whenever it is stopped, earlier backups are as they were, and the copies of blobs that
 * were finished are used by the next one.
 */
export async function makeBackup(ctx: Context, order: BackupOrder): Promise<MadeBackup> {
  const { recipient, signed } = await recipientOf(ctx, order);
  const folder = await ownFolder(order);
  const before = await backupsIn(folder);
  const site = (await logKeysOf(ctx.db))[0]?.keyId ?? '';
  if (before.some((other) => other.site !== site)) {
    throw new BackupError(
      'otherSite',
      'The folder holds backups of another installation. Give each a folder of its own.',
    );
  }
  const unlock = await lockBackups(order.url);
  try {
    if (order.stillDue && !(await order.stillDue())) throw underWay();
    const id = newId(ctx.now());
    const part = await beginPart(folder, id);
    const blobs = blobFolder(folder, recipient);
    const made = await writeParts(ctx, { ...order, folder, part, id, recipient, blobs, before });
    const { list: listDigest, ...files } = made;
    const manifest: BackupManifest = {
      format: 1,
      id,
      site,
      madeAt: new Date(ctx.now()).toISOString(),
      recipient: fingerprint(recipient),
      recipientSigned: signed,
      secretInside: order.withSecret,
      secretCheck: ctx.secret.tag('backup-check', id),
      postgres: made.postgres,
      migrations: await appliedMigrations(order.url),
      rows: files.rows,
      keys: files.keys,
      tombstones: files.tombstones,
      blobs: { list: listDigest.sha256, ...made.counts },
    };
    await completePart(folder, manifest);
    return { manifest, copied: made.copied, removed: await thin(folder, [manifest, ...before], order.keep) };
  } catch (error) {
    throw inWords(error, folder);
  } finally {
    await unlock();
  }
}

const newId = (now: number): string =>
  `${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(2).toString('hex')}`;

type Writing = BackupOrder & {
  part: string;
  id: string;
  recipient: string;
  blobs: string;
  before: readonly BackupManifest[];
};

async function writeParts(ctx: Context, to: Writing) {
  const inPart = (name: string) => join(to.part, name);
  const seal = (name: string, value: unknown) =>
    sealToFile(inPart(name), one(utf8(typeof value === 'string' ? value : JSON.stringify(value))), to.recipient);
  // What lies beside the database is read before the rows, so that none of it is ahead of them; night keys after them
  // too, since rows of this moment may need one that was just made.
  const beside = await besideDatabase(to);
  const nights = new Map((await nightFiles(to.data)).map((file) => [file.name, file]));
  const { rows, refs, postgres } = await withSnapshot(to.url, (snapshot) => takeRows(ctx, snapshot, to));
  for (const file of await nightFiles(to.data)) nights.set(file.name, file);
  const keys = await seal('keys.age', beside);
  await seal('night.age', [...nights.values()]);
  const known = await knownCopies(to);
  const { listed, absent, copied } = await copyBlobs(
    ctx,
    refs,
    { folder: to.blobs, recipient: to.recipient, known, signal: to.signal },
    (done, of) => to.onStep?.({ step: 'files', done, of }),
  );
  const stones = (await tombstones(ctx)).map((stone) => JSON.stringify(stone)).join('\n');
  const tombs = await seal('tombstones.age', stones);
  const missing = await stillNamed(ctx, absent);
  const list = await writeDurably(inPart('blobs.txt'), one(utf8(listed.map(listLine).join(''))));
  const bytes = listed.reduce((sum, blob) => sum + blob.bytes, 0);
  const counts = { count: listed.length, bytes, missing, deleted: absent.length - missing };
  return { rows, keys, tombstones: tombs, list, counts, copied, postgres };
}

async function takeRows(ctx: Context, snapshot: Snapshot, to: Writing) {
  const refs: string[] = [];
  for await (const ref of snapshot.blobs()) refs.push(ref);
  await requireRoom(ctx, refs, to);
  const frames = framesOf(snapshot, to.id, (done, of) => {
    to.signal?.throwIfAborted();
    to.onStep?.({ step: 'rows', done, of });
  });
  const rows = await sealToFile(join(to.part, 'rows.age'), compressed(frames), to.recipient);
  return { rows, refs, postgres: snapshot.serverVersion };
}

/**
 * COPY writes bytes as hexadecimal digits; compressed they take little more than the bytes. It begins once somebody
 * reads, so that no error comes before there is anybody to hear it.
 */
async function* compressed(frames: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ level: zlib.Z_BEST_SPEED });
  pipeline(Readable.from(frames), gzip, () => undefined);
  yield* gzip as AsyncIterable<Uint8Array>;
}

/** Digests of copies that an earlier backup lists, so that they need not be read again. */
async function knownCopies({ folder, before }: Writing): Promise<Map<string, ListedBlob>> {
  const known = new Map<string, ListedBlob>();
  const newest = before[0];
  if (newest) for await (const blob of listedIn(join(folder, newest.id, 'blobs.txt'))) known.set(blob.name, blob);
  return known;
}

/** Of blobs that were not in the store: how many a row still names. The others were deleted meanwhile. */
async function stillNamed(ctx: Context, absent: readonly string[]): Promise<number> {
  if (absent.length === 0) return 0;
  const [row] = await ctx.db.execute<{ count: number }>(sql`select count(*)::int as count from (
    select blob from sealed_part where blob in ${[...absent]} union select blob from upload_part where blob in ${[...absent]}
  ) named`);
  return row?.count ?? 0;
}

/** Removes backups beyond the number to keep, copies of blobs that none of the others has, and old night keys. */
async function thin(folder: string, newestFirst: readonly BackupManifest[], keep: number): Promise<string[]> {
  const going = tooMany(newestFirst, keep).map(({ id }) => id);
  for (const id of going) await removeBackup(folder, id);
  const staying = newestFirst.filter(({ id }) => !going.includes(id));
  for (const { id } of staying.slice(NIGHTS_KEPT)) await rm(join(folder, id, 'night.age'), { force: true });
  await removeUnlisted(
    folder,
    staying.map(({ id }) => join(folder, id, 'blobs.txt')),
  );
  return going;
}
