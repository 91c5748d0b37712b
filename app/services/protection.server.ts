import { desc, inArray } from 'drizzle-orm';
import { directoryVersion, unit } from '#db/schema/county';
import { logCheckpoint } from '#db/schema/log';
import { directoryFingerprint, openDirectory } from '~/envelope/directory';
import { fingerprint } from '~/envelope/key-pair';
import { countyIfAny } from './county.server';
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

async function directoryFacts({ db }: House) {
  const county = await countyIfAny(db);
  const [row] = await db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(1);
  if (!county?.directoryKey || !row) return null;
  const directory = openDirectory(row.statement, row.signature, county.directoryKey);
  const ids = directory.units.map((one) => one.id);
  const named = ids.length === 0 ? [] : await db.select().from(unit).where(inArray(unit.id, ids));
  const units = directory.units.flatMap((one) => {
    const name = named.find((found) => found.id === one.id);
    return name
      ? [
          {
            unitKeyId: one.unitKeyId,
            code: name.code,
            nameZh: name.nameZh,
            nameEn: name.nameEn,
            epoch: one.epoch,
            fingerprint: fingerprint(one.recipient),
          },
        ]
      : [];
  });
  return {
    fingerprint: directoryFingerprint(county.directoryKey),
    version: directory.version,
    madeOn: directory.madeOn,
    units: units.sort((a, b) => a.code.localeCompare(b.code)),
  };
}
