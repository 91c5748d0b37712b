import { desc } from 'drizzle-orm';
import { logCheckpoint } from '#db/schema/log';
import { directoryFingerprint, openDirectory } from '~/envelope/directory';
import { isEnvelopeError } from '~/envelope/errors';
import { fingerprint } from '~/envelope/key-pair';
import { directoryInForce, type SignedDirectory } from './certified.server';
import type { House } from './house.server';
import { checkpointKey } from './log-chain.server';

const CHECKPOINTS_SHOWN = 14;

/** What the protection page shows: fingerprints of the directory and of the units' keys in force, and the log's signed heads. */
export async function protectionFacts(house: House) {
  const checkpoints = await house.db
    .select()
    .from(logCheckpoint)
    .orderBy(desc(logCheckpoint.onDay))
    .limit(CHECKPOINTS_SHOWN);
  return { directory: await directoryFacts(house), logKey: checkpointKey(house).publicKey, checkpoints };
}

/** From the signed list alone, names too; a list whose signature does not hold is shown as none. */
async function directoryFacts({ db }: House) {
  const signed = await directoryInForce(db);
  if (!signed) return null;
  const directory = opened(signed);
  if (!directory) return null;
  const units = directory.units.map(({ unitKeyId, code, nameZh, nameEn, epoch, recipient }) => ({
    unitKeyId,
    code,
    nameZh,
    nameEn,
    epoch,
    fingerprint: fingerprint(recipient),
  }));
  return {
    fingerprint: directoryFingerprint(signed.publicKey),
    version: directory.version,
    madeOn: directory.madeOn,
    units: units.sort((a, b) => a.code.localeCompare(b.code)),
  };
}

function opened({ statement, signature, publicKey }: SignedDirectory) {
  try {
    return openDirectory(statement, signature, publicKey);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}
