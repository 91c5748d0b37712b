import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type IsoDate, isIsoDate } from '~/domain/dates';

/** AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag. `kind` is what is sealed, and must be the same to open. */
export type NightKey = {
  seal: (kind: string, bytes: Uint8Array) => Uint8Array;
  /** Throws when kind, key or bytes are not those of `seal`. */
  open: (kind: string, sealed: Uint8Array) => Uint8Array;
  /** HMAC-SHA-256 (hex) of a name under a key derived from this one: whoever has key and name finds what was sealed. */
  tag: (kind: string, name: string) => string;
};

/**
 * Keys that seal what waits for the night, one for each day. They lie beside the database and never in it, and are
 * destroyed once the day is entered; then nobody can open what the write-ahead log, dead rows and backups still have of
 * it. Several processes share the folder, as they share the server secret.
 */
export type NightKeys = {
  /** Seals and opens with that day's key, made at first use. The key is durable when this returns. */
  ofDay: (day: IsoDate) => NightKey;
  /** The key of a day, to open with and never to seal; null when there is none. */
  known: (day: IsoDate) => NightKey | null;
  /** Days that have a key. */
  days: () => IsoDate[];
  /** Overwrites and removes a day's key. */
  destroy: (day: IsoDate) => void;
};

const SUFFIX = '.key';

/** Keys as files of 32 bytes, mode 0600, in a folder of their own. */
export function nightKeys(folder: string): NightKeys {
  const fileOf = (day: IsoDate) => join(folder, `${day}${SUFFIX}`);
  // Read each time and never cached, because another process may have destroyed a key that this one still remembered.
  const known = (day: IsoDate): NightKey | null => {
    const bytes = readIfThere(fileOf(day));
    return bytes && keyOf(bytes);
  };
  return {
    known,
    ofDay(day) {
      const found = known(day);
      if (found) return found;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      make(fileOf(day));
      syncFolder(folder);
      return keyOf(readFileSync(fileOf(day)));
    },
    days: () =>
      namesIn(folder)
        .filter((name) => name.endsWith(SUFFIX))
        .map((name) => name.slice(0, -SUFFIX.length))
        .filter(isIsoDate),
    destroy(day) {
      const file = fileOf(day);
      if (readIfThere(file) === null) return;
      const handle = openSync(file, 'r+');
      writeSync(handle, randomBytes(32), 0, 32, 0);
      fsyncSync(handle);
      closeSync(handle);
      rmSync(file, { force: true });
      syncFolder(folder);
    },
  };
}

const NONCE = 12;
const TAG = 16;

function keyOf(key: Uint8Array): NightKey {
  return {
    tag(kind, name) {
      const tagKey = Buffer.from(hkdfSync('sha256', key, '', 'anshao/night-tag', 32));
      return createHmac('sha256', tagKey).update(`${kind}|${name}`).digest('hex');
    },
    seal(kind, bytes) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(kind));
      return new Uint8Array(Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
    },
    open(kind, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(kind));
      decipher.setAuthTag(sealed.subarray(-TAG));
      return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]));
    },
  };
}

function make(file: string): void {
  const half = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = openSync(half, 'wx', 0o600);
  try {
    writeSync(handle, randomBytes(32));
    fsyncSync(handle);
    // Unlike a rename, a link never replaces the key that another process made at the same moment.
    linkSync(half, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(handle);
    rmSync(half, { force: true });
  }
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
