import type { Db, Tx } from '#db/client';
import { Refusal } from '~/domain/refusal';
import type { UnitKind } from '~/domain/staff/unit-kinds';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import { holdingKinds } from '~/envelope/keys/holding-kinds';
import { type Certified, certifiedAndKept, type KeptKey } from './certified.server';

/** What the directory in force vouches for, and the units' keys that are not retired, read together. */
export type KnownKeys = { certified: Certified; kept: readonly KeptKey[] };

export async function knownKeys(db: Db | Tx): Promise<KnownKeys> {
  const { certified, kept } = await certifiedAndKept(db);
  return { certified, kept: kept.filter(({ retiredOn }) => retiredOn === null) };
}

/**
 * The key in force among a unit's keys: the newest one that the directory vouches for, or before the first list the
 * first one made. A rotated key thus waits for the guardians, and a key that somebody merely put in the table never
 * comes into force.
 */
export function inForce<K extends Pick<KeptKey, 'id' | 'epoch'>>(keys: readonly K[], certified: Certified): K | null {
  const ordered = [...keys].sort((a, b) => a.epoch - b.epoch);
  return ordered.findLast(({ id }) => certified.keys.has(id)) ?? ordered[0] ?? null;
}

/**
 * The unit's key in force, if the directory vouches for this very key of a unit of these kinds; else Refusal `notOpen`.
 */
export function certifiedKey({ certified, kept }: KnownKeys, unitId: string, kinds: readonly string[]): UnitKeyRef {
  const own = kept.filter((key) => key.unitId === unitId);
  const key = inForce(own, certified);
  const entry = key && certified.keys.get(key.id);
  const fits =
    entry?.unitId === unitId && entry.recipient === key?.recipient && kinds.some((kind) => kind === entry.kind);
  if (!key || !fits) throw new Refusal('notOpen', { data: { unitId } });
  return { unitId, unitKeyId: key.id, recipient: key.recipient };
}

/**
 * The key of the one unit that the directory calls custodians, guardians or finance, whatever rows claim to be it; where
 * the directory gives none of the kind a key, of the kind that holds its part instead. A row that was changed thus moves
 * nothing to other people.
 */
export function certifiedKeyOfKind(known: KnownKeys, kind: UnitKind): UnitKeyRef {
  const holder = holdingKinds(kind).find((one) => known.certified.keyedKinds.has(one));
  const [newest] = [...known.certified.keys.values()]
    .filter((key) => key.kind === holder)
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : b.epoch - a.epoch));
  if (!newest) throw new Refusal('notOpen', { data: { kind } });
  return certifiedKey(known, newest.unitId, [newest.kind]);
}
