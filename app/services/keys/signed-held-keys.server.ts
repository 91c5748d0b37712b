import { isNotNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unitKeyGrant } from '#db/schema/county';
import { claimedBy, type SignedHeldKey, verifyHeld } from '~/envelope/keys/held-key';
import { certifiedInForce } from './certified.server';

/** Members' statements about the keys that they hold; guardians' browsers check each signature. */
export async function signedHeldKeys(db: Db | Tx): Promise<SignedHeldKey[]> {
  const rows = await db
    .select({ unitKeyId: unitKeyGrant.unitKeyId, memberId: unitKeyGrant.memberId, held: unitKeyGrant.held })
    .from(unitKeyGrant)
    .where(isNotNull(unitKeyGrant.held));
  return rows.map(({ unitKeyId, memberId, held }) => ({ unitKeyId, memberId, signature: held ?? '' }));
}

/**
 * Who holds each unit key by their own signed statement, checked against the list in force: member ids by unit key id.
 * For a next key that was wrapped to a member, their statement about the key before suffices until their browser has
 * opened the next one; otherwise a rotated key would count as held by nobody. A row that somebody wrote adds nobody who
 * never held the key, and one signing key under two names counts once.
 */
export async function holdersBySignature(db: Db | Tx): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { keys, members } = await certifiedInForce(db);
  const list = { keys: [...keys.values()].sort((a, b) => a.epoch - b.epoch), members: [...members.values()] };
  const grants = await db
    .select({ unitKeyId: unitKeyGrant.unitKeyId, memberId: unitKeyGrant.memberId, held: unitKeyGrant.held })
    .from(unitKeyGrant);
  const holders = new Map<string, Set<string>>();
  const lastOf = new Map<string, string>();
  for (const { unitKeyId, unitId } of list.keys) {
    const before = holders.get(lastOf.get(unitId) ?? '');
    const bySigningKey = new Map<string, string>();
    for (const { memberId, held } of grants.filter((grant) => grant.unitKeyId === unitKeyId)) {
      const claimed = claimedBy(list, { unitKeyId, memberId });
      const said = claimed !== null && held !== null && verifiedOnce({ ...claimed, signature: held });
      if (claimed && (said || before?.has(memberId))) bySigningKey.set(claimed.signingKey, memberId);
    }
    holders.set(unitKeyId, new Set(bySigningKey.values()));
    lastOf.set(unitId, unitKeyId);
  }
  return holders;
}

type Claimed = NonNullable<ReturnType<typeof claimedBy>> & { signature: string };

/** A verified signature never changes, so it need not be verified again for every look. */
function verifiedOnce({ signature, signingKey, ...held }: Claimed): boolean {
  const name = JSON.stringify([held, signingKey, signature]);
  const known = verified.get(name);
  if (known !== undefined) return known;
  if (verified.size >= MAX_KEPT) verified.clear();
  const holds = verifyHeld(held, signature, signingKey);
  verified.set(name, holds);
  return holds;
}

const verified = new Map<string, boolean>();
const MAX_KEPT = 10_000;
