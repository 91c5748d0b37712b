import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackupManifest, isBackupId, readManifest } from '~/contract/backup';
import { openStream, sealStream } from '~/envelope/age-stream';
import { isEnvelopeError } from '~/envelope/errors';
import { syncFolder } from '~/services/blob-renewal.server';

/**
 * The folder of all backups: `ID/` for each complete one (`manifest.json` `rows.age` `keys.age` `night.age`
 * `tombstones.age` `blobs.txt`), `ID.part/` for one that is being made, `blobs/KEY/` for sealed copies of blobs, which
 * all backups sealed to the same key share.
 */
export type Digest = { sha256: string; bytes: number };

const PART = '.part';
const GONE = '.gone';

export const manifestIn = (folder: string, id: string) => join(folder, id, 'manifest.json');

/** Complete backups, the newest first. */
export async function backupsIn(folder: string): Promise<BackupManifest[]> {
  const ids = (await namesIn(folder)).filter(isBackupId).sort().reverse();
  const found = await Promise.all(ids.map((id) => readFile(manifestIn(folder, id), 'utf8').catch(() => '')));
  return found.flatMap((text) => readManifest(text) ?? []);
}

/** A folder for a new backup; what killed ones left of theirs is removed. */
export async function beginPart(folder: string, id: string): Promise<string> {
  for (const name of await namesIn(folder))
    if (name.endsWith(PART) || name.endsWith(GONE)) await rm(join(folder, name), { recursive: true, force: true });
  const part = join(folder, `${id}${PART}`);
  await mkdir(part, { mode: 0o700 });
  return part;
}

/** The manifest is written and the folder gets its name: from now on the backup is there. */
export async function completePart(folder: string, manifest: BackupManifest): Promise<void> {
  const part = join(folder, `${manifest.id}${PART}`);
  await writeDurably(
    join(part, 'manifest.json'),
    one(new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)),
  );
  await syncFolder(part);
  await rename(part, join(folder, manifest.id));
  await syncFolder(folder);
}

/** A backup loses its name first, so that none that is half deleted is ever taken for a whole one. */
export async function removeBackup(folder: string, id: string): Promise<void> {
  await rename(join(folder, id), join(folder, `${id}${GONE}`));
  await syncFolder(folder);
  await rm(join(folder, `${id}${GONE}`), { recursive: true, force: true });
}

/** Seals a stream into a new file, durable when this returns. */
export async function sealToFile(path: string, plain: AsyncIterable<Uint8Array>, recipient: string): Promise<Digest> {
  return writeDurably(path, sealStream(plain, recipient));
}

/** What a sealed file holds, as a stream. A file that is not whole fails only at its end: check its digest before. */
export async function openFile(path: string, identity: string): Promise<AsyncIterable<Uint8Array>> {
  const sealed = createReadStream(path);
  try {
    return await openStream(sealed, identity);
  } catch (error) {
    sealed.destroy();
    if (!isEnvelopeError(error)) throw error;
    throw new Error(
      error.code === 'wrongKey'
        ? 'This is not the key of this backup: it was sealed to another one.'
        : 'The backup is damaged: a sealed file is not whole. Take another one.',
    );
  }
}

export async function openSmall(path: string, identity: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await openFile(path, identity)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export async function writeDurably(path: string, source: AsyncIterable<Uint8Array>): Promise<Digest> {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

export async function digestOf(path: string): Promise<Digest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

export const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;
