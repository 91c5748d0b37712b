import { desc, eq } from 'drizzle-orm';
import type { Db } from '#db/client';
import { directoryVersion, unit, unitKey } from '#db/schema/county';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { fingerprint } from '~/envelope/key-pair';

/** A change of the county's public keys. `key…` is about one unit's key, `directory` about the signed list of all. */
export type KeyHistoryEntry =
  | {
      kind: 'keyMade' | 'keyRetired';
      onDay: IsoDate;
      unitCode: string;
      names: Localized;
      epoch: number;
      fingerprint: string;
    }
  | { kind: 'directory'; onDay: IsoDate; version: number };

/** Every change of unit keys and of the directory, newest first. */
export async function keyHistory(db: Db): Promise<KeyHistoryEntry[]> {
  const keys = await db
    .select({
      unitCode: unit.code,
      names: unit.names,
      epoch: unitKey.epoch,
      recipient: unitKey.recipient,
      madeOn: unitKey.madeOn,
      retiredOn: unitKey.retiredOn,
    })
    .from(unitKey)
    .innerJoin(unit, eq(unit.id, unitKey.unitId))
    .orderBy(unit.code, desc(unitKey.epoch));
  const versions = await db
    .select({ onDay: directoryVersion.madeOn, version: directoryVersion.version })
    .from(directoryVersion)
    .orderBy(desc(directoryVersion.version));
  const changes = [
    ...versions.map((one): KeyHistoryEntry => ({ kind: 'directory', ...one })),
    ...keys.flatMap(({ recipient, madeOn, retiredOn, ...key }): KeyHistoryEntry[] => {
      const known = { ...key, fingerprint: fingerprint(recipient) };
      const made: KeyHistoryEntry = { kind: 'keyMade', onDay: madeOn, ...known };
      return retiredOn === null ? [made] : [made, { kind: 'keyRetired', onDay: retiredOn, ...known }];
    }),
  ];
  return changes.sort((a, b) => (a.onDay < b.onDay ? 1 : a.onDay > b.onDay ? -1 : 0));
}
