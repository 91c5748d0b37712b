import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readSecret } from './secret-file.server';

/**
 * Everything for which the server secret is used, and what happens to it when the secret is renewed
 * (secret-rotation.server.ts): `remade`: made anew while both are at hand · `history`: the old key's time ends, the new
 * one's begins · `derived`: stored nowhere, and different from then on · `ends`: what was handed out is no longer
 * recognised. A use that is not listed here does not compile.
 */
export const SECRET_USES = {
  totp: 'remade',
  'county-directory-key': 'remade',
  'excluded-unit': 'remade',
  'log-checkpoint': 'history',
  'cash-code': 'derived',
  'cash-found': 'ends',
  'passkey-decoy': 'derived',
  'known-device': 'ends',
  'form-token': 'ends',
  'follow-words': 'ends',
  'passkey-challenge': 'ends',
  'backup-check': 'derived',
} as const;
type SecretUse = keyof typeof SECRET_USES;

/** Keys of this installation for what the server itself must read, such as TOTP secrets. Never for reports. */
export type ServerSecret = {
  /** AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag. `label` names the purpose and must be the same to open. */
  encryptSmall: (label: SecretUse, bytes: Uint8Array) => Uint8Array;
  /** Throws when label, key or bytes are not those of `encryptSmall`. */
  decryptSmall: (label: SecretUse, sealed: Uint8Array) => Uint8Array;
  /** HMAC-SHA-256 of the text, hex, under a key of this label's own. */
  tag: (label: SecretUse, text: string) => string;
  /** 32 bytes for another purpose, by HKDF-SHA-256 (RFC 5869). */
  key: (label: SecretUse) => Uint8Array;
};

const NONCE = 12;
const TAG = 16;

/** Reads `$ANSHAO_DATA/server-secret` (32 bytes, mode 0600), made at first use. */
export function serverSecret(dataFolder: string): ServerSecret {
  return secretOf(readSecret(dataFolder));
}

/** The server secret from 32 bytes at hand. */
export function secretOf(root: Uint8Array): ServerSecret {
  if (root.length !== 32) throw new Error('The server secret must have 32 bytes.');
  const kept = new Map<string, Buffer>();
  const keyOf = (purpose: string) => {
    const known = kept.get(purpose);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', root, 'anshao/server-secret/v1', purpose, 32));
    kept.set(purpose, made);
    return made;
  };
  return {
    encryptSmall(label, bytes) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', keyOf(`encrypt/${label}`), nonce).setAAD(Buffer.from(label));
      const sealed = [nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()];
      return new Uint8Array(Buffer.concat(sealed));
    },
    decryptSmall(label, sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < NONCE + TAG) throw new Error('Too short to be encrypted.');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(`encrypt/${label}`), bytes.subarray(0, NONCE));
      decipher.setAAD(Buffer.from(label)).setAuthTag(bytes.subarray(-TAG));
      return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]));
    },
    tag: (label, text) =>
      createHmac('sha256', keyOf(`tag/${label}`))
        .update(text)
        .digest('hex'),
    key: (label) => new Uint8Array(keyOf(`key/${label}`)),
  };
}
