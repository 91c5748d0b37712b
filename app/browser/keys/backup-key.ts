import { newKeyPair } from '~/envelope/key-pair';
import { printShares } from '~/envelope/opening/shares';

/** A key to which backups are sealed: its recipient, and the three shares of which any two restore it. */
export type DrawnBackupKey = { recipient: string; shares: string[] };

/** Drawn in this browser; only the shares know the key afterwards. */
export async function drawBackupKey(): Promise<DrawnBackupKey> {
  const { seed, recipient } = await newKeyPair();
  const shares = await printShares(seed);
  seed.fill(0);
  return { recipient, shares };
}
