import { readFileSync, writeFileSync } from 'node:fs';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { newSigningKey, SIGNING_SEED_LENGTH, type SigningKey, signingKeyFromSeed } from '~/envelope/signing';
import { type Command, UsageError } from './command';

const HEAD = 'anshao-release-key-v1';

/**
 * `anshao release-key FILE`: makes the key that signs releases (Ed25519, mode 0600) where FILE does not exist yet, and
 * prints its public key. JSON: { publicKey }. Needs no database.
 */
export const run: Command = async ({ args, json, print }) => {
  const [file, ...more] = args;
  if (!file || more.length > 0) throw new UsageError('Give the file of the key.');
  const publicKey = makeOrRead(file).publicKey;
  print(json ? JSON.stringify({ publicKey }) : publicKey);
  return 0;
};

function makeOrRead(file: string): SigningKey {
  const made = newSigningKey();
  try {
    // A key is never replaced, because releases signed with a lost one could not be told from forged ones.
    writeFileSync(file, `${HEAD} ${toBase64(made.seed)}\n`, { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readReleaseKey(file);
}

/** The key in a file made by `anshao release-key`; throws an Error in words for any other file. */
export function readReleaseKey(file: string): SigningKey {
  const [head, seed = ''] = readText(file).trim().split(' ');
  const bytes = head === HEAD && /^[\w-]{43}$/.test(seed) ? fromBase64(seed) : new Uint8Array();
  if (bytes.length !== SIGNING_SEED_LENGTH) throw new Error('The release key file holds no release key.');
  return signingKeyFromSeed(bytes);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error('The release key file cannot be read.');
  }
}
