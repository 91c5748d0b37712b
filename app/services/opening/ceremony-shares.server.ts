import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { report, wrappedKey } from '#db/schema/casework';
import { ceremonyShare, payeeSample } from '#db/schema/ceremony';
import { payeeShare } from '#db/schema/reward';
import { keyScope } from '~/contract/sealed/key-wraps';
import { payeeScope } from '~/contract/sealed/payee';
import { Refusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import { requireSealed } from '~/services/case/case-record.server';
import type { CeremonyKey, CeremonyRow, PostedShare, UnitShare } from './ceremony-rows.server';

/** A unit's shares of all keys that the ceremony is about. */
export async function sharesHeld(
  tx: Tx,
  row: CeremonyRow,
  share: 'custodians' | 'guardians' | 'finance',
): Promise<UnitShare[]> {
  if (row.kind === 'payeeSample') return share === 'custodians' ? [] : payeeShares(tx, row, share);
  if (row.caseId === null || share === 'finance') return [];
  const rows = await tx
    .select({ wrap: wrappedKey, supersededBy: report.supersededBy })
    .from(wrappedKey)
    .leftJoin(report, eq(report.id, wrappedKey.reportId))
    .where(and(eq(wrappedKey.caseId, row.caseId), eq(wrappedKey.share, share)));
  const found = new Map<string, UnitShare>();
  for (const { wrap, supersededBy } of rows) {
    const { key, reportId, unitKeyId, keyEpoch, bytes } = wrap;
    const wanted = row.kind === 'identity' ? key === 'identity' && reportId === row.reportId : isEscrowed(key);
    if (!wanted || key === 'thread' || unitKeyId === null || supersededBy !== null) continue;
    const scope = keyScope({ reportId: reportId ?? '', caseId: row.caseId }, key, keyEpoch);
    found.set(scope, { key, scope, unitKeyId, bytes: toBase64(bytes) });
  }
  return [...found.values()];
}

const isEscrowed = (key: string): boolean => key === 'report' || key === 'case';

async function payeeShares(tx: Tx, row: CeremonyRow, share: 'guardians' | 'finance'): Promise<UnitShare[]> {
  const [sample] = await tx.select().from(payeeSample).where(eq(payeeSample.ceremonyId, row.id));
  if (!sample || sample.rewardIds.length === 0) return [];
  const rows = await tx
    .select()
    .from(payeeShare)
    .where(and(inArray(payeeShare.rewardId, sample.rewardIds), eq(payeeShare.share, share)));
  return rows.map(({ rewardId, unitKeyId, bytes }) => ({
    key: 'payee',
    scope: payeeScope(rewardId),
    unitKeyId,
    bytes: toBase64(bytes),
  }));
}

/**
 * Stores one released share for each key of the ceremony, no more and no less; Refusal `invalid` (shares) otherwise.
 */
export async function keepShares(
  tx: Tx,
  row: CeremonyRow,
  share: 'custodians' | 'guardians' | 'finance',
  posted: readonly PostedShare[],
): Promise<void> {
  const held = new Map((await sharesHeld(tx, row, share)).map((one) => [one.scope, one.key]));
  const given = new Set(posted.map(({ scope }) => scope));
  const whole = given.size === posted.length && given.size === held.size && [...given].every((one) => held.has(one));
  if (!whole || held.size === 0) throw new Refusal('invalid', { field: 'shares' });
  for (const { bytes } of posted) requireSealed(bytes, 'shares');
  await tx.insert(ceremonyShare).values(
    posted.map(({ scope, bytes }) => ({
      ceremonyId: row.id,
      key: held.get(scope) ?? 'identity',
      scope,
      share,
      bytes,
    })),
  );
}

export type ReleasedRow = {
  scope: string;
  key: CeremonyKey;
  share: 'custodians' | 'guardians' | 'finance';
  bytes: string;
};

export async function releasedShares(tx: Tx, ceremonyId: string): Promise<ReleasedRow[]> {
  const rows = await tx.select().from(ceremonyShare).where(eq(ceremonyShare.ceremonyId, ceremonyId));
  return rows.map(({ scope, key, share, bytes }) => ({ scope, key, share, bytes: toBase64(bytes) }));
}

/** Destroys released shares that have served or never will, so that nothing of them can be replayed. */
export async function destroyShares(tx: Tx, ceremonyId: string): Promise<number> {
  const gone = tx.delete(ceremonyShare).where(eq(ceremonyShare.ceremonyId, ceremonyId));
  return (await gone.returning({ id: ceremonyShare.ceremonyId })).length;
}
