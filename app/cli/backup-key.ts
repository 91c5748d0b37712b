import { fingerprint, newKeyPair } from '~/envelope/key-pair';
import { printShares } from '~/envelope/opening/shares';
import { type Command, UsageError } from './command';

/**
 * `anshao backup-key`: makes a backup key on a machine that is not the server and prints its three shares, any two of
 * which restore it, and the recipient for the county's list. Nothing is stored. JSON: { recipient, fingerprint, shares }.
 */
export const run: Command = async ({ args, json, print }) => {
  if (args.length > 0) throw new UsageError('It takes nothing.');
  const { seed, recipient } = await newKeyPair();
  const shares = await printShares(seed);
  seed.fill(0);
  if (json) {
    print(JSON.stringify({ recipient, fingerprint: fingerprint(recipient), shares }));
    return 0;
  }
  print(`Backup key ${fingerprint(recipient)}. Any two of these three shares restore it; give each to another person:`);
  for (const share of shares) print(`\n  ${share}`);
  print(`\nIts recipient, which is no secret:\n\n  ${recipient}`);
  return 0;
};
