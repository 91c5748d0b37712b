import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { keyPairFromSeed, newKeyPair } from '~/envelope/key-pair';
import { keyIn, mainUnitOf, requireCertifiedMember, type SignedDirectory } from '~/envelope/keys/directory';
import { openUnitKey, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { printShares, restoreFromShares } from '~/envelope/opening/shares';
import { checkedDirectory } from './checked-directory';
import { member, unitKeyPair } from './keyring';

type Grant = { unitKeyId: string; wrapped: string };

export type MadeUnitKey = { unitKeyId: string; recipient: string; wrapped: string; shares: string[] };

/**
 * Makes the unit's key, wrapped to the member who makes it, and its three recovery shares, which are shown once and
 * never sent.
 */
export async function makeUnitKey(): Promise<MadeUnitKey> {
  const pair = await newKeyPair();
  const unitKeyId = crypto.randomUUID();
  const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, member().age.recipient);
  return { unitKeyId, recipient: pair.recipient, wrapped: toBase64(wrapped), shares: await printShares(pair.seed) };
}

/**
 * Wraps the unit's key for another member: to the key that the signed directory gives for them, whatever the page says.
 */
export async function wrapForMember(grant: Grant, memberId: string, directory: SignedDirectory): Promise<string> {
  const { recipient } = requireCertifiedMember(await checkedDirectory(directory), memberId);
  const pair = await unitKeyPair(grant);
  return toBase64(await wrapUnitSeed(pair.seed, grant.unitKeyId, recipient));
}

export type PostedNextKey = {
  unitKeyId: string;
  recipient: string;
  grants: { memberId: string; wrapped: string }[];
  shares: string[];
};

/**
 * Makes the next key of the member's own unit, wrapped to each of these members as the signed directory names them, and
 * its recovery shares. Rejects with EnvelopeError `badSignature` if one is not certified in the member's own unit.
 */
export async function makeNextUnitKey(
  receivers: readonly string[],
  directory: SignedDirectory,
): Promise<PostedNextKey> {
  const list = await checkedDirectory(directory);
  const unitId = mainUnitOf(requireCertifiedMember(list, member().memberId));
  const pair = await newKeyPair();
  const unitKeyId = crypto.randomUUID();
  const grants: PostedNextKey['grants'] = [];
  for (const memberId of receivers) {
    const receiver = requireCertifiedMember(list, memberId);
    if (!receiver.unitIds.includes(unitId)) throw new EnvelopeError('badSignature', 'member of another unit');
    const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, receiver.recipient);
    grants.push({ memberId, wrapped: toBase64(wrapped) });
  }
  return { unitKeyId, recipient: pair.recipient, grants, shares: await printShares(pair.seed) };
}

/**
 * Joins two printed shares to the unit's seed and wraps it to the member who typed them. `unitKeyId` must be a
 * certified key of the member's own unit, and the joined seed must be that very key's. Rejects with EnvelopeError:
 * badCode (a share mistyped, the same one twice, or of another set), wrongPart (shares of another key), badSignature.
 */
export async function restoreFromPrinted(
  shares: readonly string[],
  unitKeyId: string,
  directory: SignedDirectory,
): Promise<string> {
  const list = await checkedDirectory(directory);
  const own = requireCertifiedMember(list, member().memberId);
  const entry = keyIn(list, unitKeyId);
  if (!entry || !own.unitIds.includes(entry.unitId)) throw new EnvelopeError('badSignature', 'unit key not certified');
  const pair = await keyPairFromSeed(await restoreFromShares(shares));
  if (pair.recipient !== entry.recipient) throw new EnvelopeError('wrongPart', 'shares of another key');
  return toBase64(await wrapUnitSeed(pair.seed, unitKeyId, own.recipient));
}

/**
 * Checks that what the server stored after restoring, opened anew by the member to whom it was wrapped, is the
 * certified key. Rejects with EnvelopeError: wrongKey, wrongPart (another key or seed), damaged, badSignature.
 */
export async function requireKept(grant: Grant, directory: SignedDirectory): Promise<void> {
  const list = await checkedDirectory(directory);
  const { memberId, age } = member();
  const { unitIds } = requireCertifiedMember(list, memberId);
  const entry = keyIn(list, grant.unitKeyId);
  if (!entry || !unitIds.includes(entry.unitId)) throw new EnvelopeError('badSignature', 'unit key not certified');
  const { recipient } = await openUnitKey(fromBase64(grant.wrapped), grant.unitKeyId, age.identity);
  if (recipient !== entry.recipient) throw new EnvelopeError('wrongPart', 'another key was kept');
}
