import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { logCheckpoint } from '#db/schema/log';
import type { Sha256 } from '~/domain/log';
import { checkpointText } from '~/domain/log';
import type { House } from './house.server';

export const sha256Hex: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export type CheckpointRow = typeof logCheckpoint.$inferSelect;
export type UnsignedCheckpoint = Omit<CheckpointRow, 'signature'>;

/** PKCS #8 wrapping of a bare Ed25519 seed (RFC 8410). */
const ED25519_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');

export type CheckpointKey = {
  /** Raw 32 bytes, base64url; shown on /protection. */
  publicKey: string;
  sign: (checkpoint: UnsignedCheckpoint) => string;
  verify: (checkpoint: CheckpointRow) => boolean;
};

/** 32 bytes behind the installation's public signing key. */
export const checkpointSeed = ({ secret }: Pick<House, 'secret'>): Uint8Array => secret.key('log-checkpoint');

/** The key that signs checkpoints, derived from the server's own secret; it signs for this house's origin only. */
export function checkpointKey(house: Pick<House, 'secret' | 'origin'>): CheckpointKey {
  const der = Buffer.concat([ED25519_SEED, checkpointSeed(house)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const signed = ({ onDay, sequence, head }: UnsignedCheckpoint) =>
    Buffer.from(checkpointText({ origin: house.origin, day: onDay, seq: sequence, head }));
  return {
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
    sign: (checkpoint) => sign(null, signed(checkpoint), privateKey).toString('base64url'),
    verify: (checkpoint) => verify(null, signed(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64url')),
  };
}
