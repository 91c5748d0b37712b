import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BesideDatabase, type NightFiles, readBeside, readNightFiles } from '~/contract/backup';
import { syncFolder } from '~/services/blob-renewal.server';
import { isThere, namesIn, one, openSmall, writeDurably } from './backup-folder.server';

/** What lies in the data folder beside the database: the server secret, the newest transfer, the keys of nights. */

const SECRET = 'server-secret';
const HEAD = 'transfer-head';
const NIGHT = 'night';

export async function besideDatabase({
  data,
  withSecret,
}: {
  data: string;
  withSecret: boolean;
}): Promise<BesideDatabase> {
  const read = (name: string) => readFile(join(data, name)).catch(() => null);
  const [secret, head] = [withSecret ? await read(SECRET) : null, await read(HEAD)];
  return { secret: secret?.toString('base64') ?? null, transferHead: head?.toString('utf8') ?? null };
}

export async function nightFiles(data: string): Promise<NightFiles> {
  const names = (await namesIn(join(data, NIGHT))).filter((name) => /^\d{4}-\d\d-\d\d\.key$/.test(name));
  const files = names.map(async (name) => {
    const bytes = await readFile(join(data, NIGHT, name)).catch(() => null);
    return bytes === null ? [] : [{ name, bytes: bytes.toString('base64') }];
  });
  return (await Promise.all(files)).flat();
}

/** The server secret of a backup; null where it was not inside. */
export async function secretIn(backup: string, identity: string): Promise<Uint8Array | null> {
  const { secret } = readBeside(await openSmall(join(backup, 'keys.age'), identity));
  return secret === null ? null : Buffer.from(secret, 'base64');
}

export const secretOnHand = (data: string): Promise<Uint8Array | null> =>
  readFile(join(data, SECRET)).catch(() => null);

/**
 * Puts back what is not there. What is there stays: a server secret that somebody put there, and the newest transfer
 * that this machine knows of, so that a transfer which is newer than the backup is missed and not forgotten. Returns
 * whether the backup still had the keys of nights.
 */
export async function putBackBeside(backup: string, identity: string, data: string): Promise<{ nights: boolean }> {
  const { secret, transferHead } = readBeside(await openSmall(join(backup, 'keys.age'), identity));
  if (secret !== null) await putFile(data, SECRET, Buffer.from(secret, 'base64'));
  if (transferHead !== null) await putFile(data, HEAD, Buffer.from(transferHead));
  const night = join(backup, 'night.age');
  if (!(await isThere(night))) return { nights: false };
  for (const { name, bytes } of readNightFiles(await openSmall(night, identity)))
    await putFile(join(data, NIGHT), name, Buffer.from(bytes, 'base64'));
  return { nights: true };
}

async function putFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const place = join(folder, name);
  if (await isThere(place)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const half = `${place}.half`;
  await rm(half, { force: true });
  await writeDurably(half, one(bytes));
  await rename(half, place);
  await syncFolder(folder);
}
