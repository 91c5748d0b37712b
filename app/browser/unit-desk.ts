import { toBase64 } from '~/envelope/bytes';
import { requireCertifiedMember, type SignedDirectory } from '~/envelope/directory';
import { newKeyPair } from '~/envelope/key-pair';
import { printShares } from '~/envelope/shares';
import { wrapUnitSeed } from '~/envelope/unit-key';
import { checkedDirectory } from './checked-directory';
import { member, unitKeyPair } from './keyring';

type Grant = { unitKeyId: string; wrapped: string };

export type MadeUnitKey = { unitKeyId: string; recipient: string; wrapped: string; shares: string[] };

/** Makes the unit's key, wrapped to oneself, and its three recovery shares, which are shown once and never sent. */
export async function makeUnitKey(): Promise<MadeUnitKey> {
  const pair = await newKeyPair();
  const unitKeyId = crypto.randomUUID();
  const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, member().age.recipient);
  return { unitKeyId, recipient: pair.recipient, wrapped: toBase64(wrapped), shares: await printShares(pair.seed) };
}

/** Wraps the unit's key for another member: to the key that the signed directory gives them, whatever the page says. */
export async function wrapForMember(grant: Grant, memberId: string, directory: SignedDirectory): Promise<string> {
  const { recipient } = requireCertifiedMember(await checkedDirectory(directory), memberId);
  const pair = await unitKeyPair(grant);
  return toBase64(await wrapUnitSeed(pair.seed, grant.unitKeyId, recipient));
}
