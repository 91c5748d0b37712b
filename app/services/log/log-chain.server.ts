import { createHash } from 'node:crypto';
import type { logCheckpoint } from '#db/schema/log';
import type { Sha256 } from '~/domain/log/log';
import { checkpointText } from '~/domain/log/log';
import { logKeyId } from '~/envelope/keys/log-key';
import { signBareText, signingKeyFromSeed } from '~/envelope/signing';
import type { ServerSecret } from './server-secret.server';

export const sha256Hex: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export type CheckpointRow = typeof logCheckpoint.$inferSelect;
export type UnsignedCheckpoint = Omit<CheckpointRow, 'signature' | 'keyId'>;

export type CheckpointKey = {
  keyId: string;
  /** Raw 32 bytes, base64url; shown on /protection. */
  publicKey: string;
  sign: (checkpoint: UnsignedCheckpoint) => CheckpointRow;
};

/** 32 bytes at the end of the DER form of the installation's public signing key. */
export const checkpointSeed = ({ secret }: { secret: ServerSecret }): Uint8Array => secret.key('log-checkpoint');

/** The key that signs checkpoints, derived from the server's own secret. */
export function checkpointKey(ctx: { secret: ServerSecret }): CheckpointKey {
  const { seed, publicKey } = signingKeyFromSeed(checkpointSeed(ctx));
  const keyId = logKeyId(publicKey);
  return {
    keyId,
    publicKey,
    sign: (checkpoint) => ({
      ...checkpoint,
      keyId,
      signature: signBareText(signedText({ ...checkpoint, keyId }), seed),
    }),
  };
}

/** What a checkpoint's signature covers. */
export const signedText = ({ keyId, onDay, sequence, head, lists }: Omit<CheckpointRow, 'signature'>): string =>
  checkpointText({ keyId, day: onDay, seq: sequence, head, lists });
