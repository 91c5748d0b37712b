import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * `$ANSHAO_DATA/server-secret`, and beside it the next one while a rotation is under way. Both are 32 bytes, mode 0600.
 */
const fileIn = (dataFolder: string) => join(dataFolder, 'server-secret');
const nextIn = (dataFolder: string) => join(dataFolder, 'server-secret.next');

/** The secret in use, made at first use. */
export function readSecret(dataFolder: string): Uint8Array {
  const file = fileIn(dataFolder);
  const known = readIfAny(file);
  if (known) return known;
  mkdirSync(dataFolder, { recursive: true });
  const half = writeHalf(file, randomBytes(32));
  try {
    // Unlike a rename, a link never replaces the secret that another process made at the same moment.
    linkSync(half, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(half, { force: true });
  }
  syncFolder(dataFolder);
  return readFileSync(file);
}

/**
 * Puts 32 bytes beside the secret in use, durable before anything is made with them. What an interrupted rotation left
 * there is overwritten, never deleted, so that nobody can delete what somebody else has just begun to use.
 */
export function stageSecret(dataFolder: string, root: Uint8Array): void {
  renameSync(writeHalf(nextIn(dataFolder), root), nextIn(dataFolder));
  syncFolder(dataFolder);
}

export const stagedSecret = (dataFolder: string): Uint8Array | null => readIfAny(nextIn(dataFolder));

/** The staged secret replaces the one in use, whose file is gone with that. Another process may have been first. */
export function adoptStaged(dataFolder: string): void {
  try {
    renameSync(nextIn(dataFolder), fileIn(dataFolder));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  syncFolder(dataFolder);
}

function readIfAny(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return null;
  }
}

/** Writes a complete file under a name of its own. */
function writeHalf(file: string, bytes: Uint8Array): string {
  const half = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = openSync(half, 'wx', 0o600);
  writeSync(handle, bytes);
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(half, 0o600);
  return half;
}

/** A rename survives a power cut only once its folder is written. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
