import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Argon2id, Argon2idParameters } from '~/envelope/argon2id';
import { concat, randomBytes, toBase64, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { type KeyPair, keyPairFromSeed } from '~/envelope/key-pair';

/** Lowest cost that this program accepts; a server that asks for less is refused. */
export const STAFF_KDF = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 1, length: 32 } as const;
/** Highest cost that it accepts: a server must not be able to freeze a browser either. */
const MOST = { memoryKiB: 1024 * 1024, iterations: 20 } as const;

const WORDS = 6;

/** Six words drawn evenly from the 2,048 of the BIP 39 English list: 66 bits. */
export function newPassphrase(): string {
  const words = Array.from({ length: WORDS }, () => {
    const [high = 0, low = 0] = randomBytes(2);
    // 2,048 divides 65,536, so the remainder is evenly distributed.
    return wordlist[((high << 8) | low) % wordlist.length];
  });
  return words.join(' ');
}

/** One form of a passphrase however it was typed: width, case, spaces and hyphens do not matter. */
export const normalisePassphrase = (passphrase: string): string =>
  passphrase
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}\p{Cf}\u2212]+/gu, ' ')
    .trim();

/**
 * What a passphrase gives: the login key that the server sees (and stores hashed), and the key pair that wraps the
 * member's keys, which never leaves the browser. The salt comes from the installation's and the login name, so nothing
 * has to be fetched that would tell whether a login exists. Throws EnvelopeError `weakParameters`.
 */
export async function passphraseKeys(
  passphrase: string,
  login: string,
  installationSalt: Uint8Array,
  argon2id: Argon2id,
  parameters: Argon2idParameters = STAFF_KDF,
): Promise<{ loginKey: string; wrapping: KeyPair }> {
  assertStrong(parameters);
  const name = utf8(login.normalize('NFKC').trim().toLowerCase());
  const salt = sha256(concat(utf8('anshao/staff-salt/v1\n'), sha256(installationSalt), name)).slice(0, 16);
  const root = await argon2id(utf8(normalisePassphrase(passphrase)), salt, parameters);
  const loginKey = hkdf(sha256, root, undefined, utf8('anshao/staff-login/v1'), 32);
  const seed = hkdf(sha256, root, undefined, utf8('anshao/staff-wrapping/v1'), 32);
  root.fill(0);
  return { loginKey: toBase64(loginKey), wrapping: await keyPairFromSeed(seed) };
}

function assertStrong({ memoryKiB, iterations, parallelism, length }: Argon2idParameters): void {
  const strong =
    memoryKiB >= STAFF_KDF.memoryKiB &&
    memoryKiB <= MOST.memoryKiB &&
    iterations >= STAFF_KDF.iterations &&
    iterations <= MOST.iterations &&
    parallelism === STAFF_KDF.parallelism &&
    length === STAFF_KDF.length;
  if (!strong) throw new EnvelopeError('weakParameters');
}
