import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withSnapshot } from '#db/table-copy';
import { type BackupManifest, isBackupId } from '~/contract/backup';
import { isRefusal } from '~/domain/refusal';
import { utf8 } from '~/envelope/bytes';
import { keyPairFromIdentity } from '~/envelope/key-pair';
import { syncFolder } from '~/services/blob-renewal.server';
import type { BlobStore } from '~/services/blob-store.server';
import { parseTombstone, type Tombstone } from '~/services/case/tombstone.server';
import { secretOf } from '~/services/log/server-secret.server';
import type { BackupStep } from './backup.server';
import { putBackBeside, secretIn, secretOnHand } from './backup-beside.server';
import { blobFolder, blobPlace, listedIn, nameOf } from './backup-blobs.server';
import { backupsIn, digestOf, one, openFile, openSmall, writeDurably } from './backup-folder.server';
import { hasCounty, restoreRows } from './restore-rows.server';

/** Beside the database while a restore is under way: nothing else may open the site. */
const MARK = 'restore-under-way';

export type RestoreOrder = {
  /** Folder of all backups. */
  folder: string;
  /** The backup to take; the newest one by default. */
  id?: string | undefined;
  /** Identity of the backup key. */
  identity: string;
  data: string;
  /** Where the files go. */
  blobs: BlobStore;
  onStep?: (step: BackupStep) => void;
};

/** What a stopped restore left to be gone on with. `rows`: they are to be put in; `files`: they are. */
type Mark = { id: string; stage: 'rows' | 'files' };

export const restoreUnderWay = async (data: string): Promise<Mark | null> => {
  const [id = '', stage] = (await readFile(join(data, MARK), 'utf8').catch(() => '')).trim().split(' ');
  return isBackupId(id) ? { id, stage: stage === 'files' ? 'files' : 'rows' } : null;
};

async function setMark(data: string, { id, stage }: Mark): Promise<void> {
  const half = join(data, `${MARK}.half`);
  await rm(half, { force: true });
  await writeDurably(half, one(utf8(`${id} ${stage}\n`)));
  await rename(half, join(data, MARK));
  await syncFolder(data);
}

/** The restore is done: the site may be opened. */
export async function clearMark(data: string): Promise<void> {
  await rm(join(data, MARK), { force: true });
  await syncFolder(data);
}

export type ChosenBackup = { manifest: BackupManifest; backup: string; mark: Mark | null };

/**
 * Chooses the backup and checks, before anything is written, that it is whole, that this is its key, that the server
 * secret is at hand, and that the data folder is empty or left by a restore of the same backup.
 */
export async function chooseBackup(order: RestoreOrder): Promise<ChosenBackup> {
  const { folder, id, data } = order;
  const all = await backupsIn(folder);
  const mark = await restoreUnderWay(data);
  const wanted = id ?? mark?.id ?? all[0]?.id;
  const manifest = all.find((one) => one.id === wanted);
  if (!manifest) {
    throw new Error(
      all.length === 0
        ? 'There is no whole backup in this folder.'
        : `There is no backup ${wanted} here, only: ${all.map((one) => one.id).join(', ')}`,
    );
  }
  if (mark !== null && mark.id !== manifest.id) {
    throw new Error(`A restore of ${mark.id} was stopped here. Go on with that one, or begin in an empty folder.`);
  }
  const backup = join(folder, manifest.id);
  await requireWhole(backup, manifest);
  await requireSecret(order, { backup, manifest });
  if (mark === null && !(await order.blobs.isEmpty())) throw notEmpty();
  return { manifest, backup, mark };
}

const notEmpty = () =>
  new Error(
    'A backup is restored only where no site is: give an empty data folder, an empty database and, with ANSHAO_BLOBS, a prefix without files. Nothing was changed.',
  );

async function requireWhole(backup: string, manifest: BackupManifest): Promise<void> {
  const { rows, keys, tombstones, blobs } = manifest;
  const expected = [
    ['rows.age', rows.sha256],
    ['keys.age', keys.sha256],
    ['tombstones.age', tombstones.sha256],
    ['blobs.txt', blobs.list],
  ] as const;
  for (const [name, sha256] of expected) {
    const found = await digestOf(join(backup, name)).catch(() => null);
    if (found?.sha256 !== sha256)
      throw new Error(`The backup ${manifest.id} is damaged: ${name} is not what was written. Take another one.`);
  }
}

/** Without the right secret nobody could sign in, and the county key would not be believed. */
async function requireSecret(
  { data, identity }: RestoreOrder,
  { backup, manifest }: { backup: string; manifest: BackupManifest },
): Promise<void> {
  const secret = (await secretOnHand(data)) ?? (await secretIn(backup, identity));
  if (secret === null) {
    throw new Error(
      'The server secret is not in this backup. Put its own copy into the data folder as "server-secret" first. Nothing was changed.',
    );
  }
  if (secret.length !== 32 || secretOf(secret).tag('backup-check', manifest.id) !== manifest.secretCheck) {
    throw new Error(
      'The "server-secret" in the data folder is not the one that this backup was made with. Nothing was changed.',
    );
  }
}

/**
 * Restores rows and what lies beside them. Whenever it is stopped, it begins again with the rows, which come in one
 * transaction, or goes on after them. Returns whether the backup still had the keys of nights.
 */
export async function restoreDatabase(
  url: string,
  order: RestoreOrder,
  { manifest, backup, mark }: ChosenBackup,
): Promise<{ nights: boolean }> {
  const { data, identity } = order;
  await mkdir(data, { recursive: true });
  if (mark === null && (await hasCounty(url))) throw notEmpty();
  if (mark === null) await setMark(data, { id: manifest.id, stage: 'rows' });
  const beside = await putBackBeside(backup, identity, data);
  if (mark?.stage === 'files') return beside;
  let done = 0;
  await restoreRows(url, { backup, manifest, identity }, () => {
    order.onStep?.({ step: 'rows', done, of: null });
    done += 1;
  });
  await setMark(data, { id: manifest.id, stage: 'files' });
  return beside;
}

export type RestoredBlobs = { restored: number; there: number; missing: number };

/** Restores the blobs that rows name, each compared with its digest; those that are there already stay. */
export async function restoreBlobs(
  url: string,
  { folder, identity, blobs, onStep }: RestoreOrder,
  backup: string,
): Promise<RestoredBlobs> {
  const copies = blobFolder(folder, (await keyPairFromIdentity(identity)).recipient);
  const digests = new Map<string, string>();
  for await (const { name, sha256 } of listedIn(join(backup, 'blobs.txt'))) digests.set(name, sha256);
  const refs = await withSnapshot(url, async (snapshot) => {
    const found: string[] = [];
    for await (const ref of snapshot.blobs()) found.push(ref);
    return found;
  });
  const result: RestoredBlobs = { restored: 0, there: 0, missing: 0 };
  for (const [at, ref] of refs.entries()) {
    onStep?.({ step: 'files', done: at, of: refs.length });
    const there = await blobs.size(ref).then(
      () => true,
      (error: unknown) => {
        if (isRefusal(error) && error.code === 'notFound') return false;
        throw error;
      },
    );
    const place = blobPlace(copies, nameOf(ref));
    const digest = there ? null : await digestOf(place).catch(() => null);
    if (there) result.there += 1;
    else if (digest === null || digest.sha256 !== digests.get(nameOf(ref))) result.missing += 1;
    else {
      await blobs.putBack(ref, await openFile(place, identity));
      result.restored += 1;
    }
  }
  return result;
}

/**
 * What was deleted for good, as the newest backup of the folder knows it and as files beside it say: the backup that is
 * restored may be older. `unread`: the newest one is sealed to another key.
 */
export async function knownTombstones(
  { folder, identity }: RestoreOrder,
  files: readonly string[],
): Promise<{ stones: Tombstone[]; unread: boolean }> {
  const newest = (await backupsIn(folder))[0];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const known = newest && (await openSmall(join(folder, newest.id, 'tombstones.age'), identity).catch(() => null));
  const lines = [...texts, known ?? ''].flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  const stones = lines.map((line) => {
    const stone = parseTombstone(line);
    if (stone === null) throw new Error('A line of the file of tombstones is none.');
    return stone;
  });
  return { stones, unread: known === null };
}
