import { freeOfAccused } from '~/domain/accused-unit';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { type CeremonyFacts, openAsk, sealAsk } from '~/envelope/ceremony';
import {
  type DirectoryStatement,
  requireCertifiedMember,
  requireCertifiedUnit,
  type SignedDirectory,
} from '~/envelope/directory';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { checkedDirectory } from './checked-directory';

type Grant = { unitKeyId: string; wrapped: string };

/** The part of the keyring needed here; in tests made by hand. */
export type CeremonyKeyring = {
  member: () => { memberId: string; age: { identity: string }; signing: { seed: Uint8Array } };
  unitIdentity: (grant: Grant) => Promise<string>;
};

/** Who acts, with which unit keys, by which signed list. */
export type Desk = { directory: SignedDirectory; grants: readonly Grant[]; keyring: CeremonyKeyring };

/** Units that read why somebody asks. */
const DECIDERS: Record<string, readonly string[]> = {
  identity: ['guardians', 'custodians'],
  escrow: ['guardians', 'custodians'],
  payeeSample: ['guardians', 'finance'],
};

/**
 * Signs an ask and seals its words to the certified keys of the units that decide. Rejects with EnvelopeError
 * `badSignature` when one of them has none.
 */
export async function askHere(facts: CeremonyFacts, text: string, desk: Desk): Promise<string> {
  const directory = await checkedDirectory(desk.directory);
  const recipients = (DECIDERS[facts.kind] ?? []).map((kind) => newestOf(directory, kind));
  return toBase64(await sealAsk(facts, text, recipients, desk.keyring.member().signing.seed));
}

function newestOf(directory: DirectoryStatement, kind: string): string {
  const all = directory.units.filter((unit) => unit.kind === kind);
  const newest = all.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : b.epoch - a.epoch))[0];
  if (newest === undefined) throw new EnvelopeError('badSignature', `${kind} not certified`);
  return newest.recipient;
}

/** The words of an ask, after checking that the one who asked signed exactly this ask. Rejects with EnvelopeError. */
export async function readWords(facts: CeremonyFacts, words: string, desk: Desk): Promise<string> {
  const { signingKey } = requireCertifiedMember(await checkedDirectory(desk.directory), facts.askedBy);
  let refused: unknown = new EnvelopeError('wrongKey', 'no unit key');
  for (const grant of desk.grants) {
    try {
      return await openAsk(facts, fromBase64(words), await desk.keyring.unitIdentity(grant), signingKey);
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
      refused = error;
    }
  }
  throw refused;
}

/**
 * Before anything is sealed for an ask: the one who asked signed exactly this ask, and not somebody in the database for
 * them. Rejects with EnvelopeError: badSignature (also where there are no words), wrongKey, wrongPart, damaged.
 */
export async function requireAsked(facts: CeremonyFacts, words: string | null, desk: Desk): Promise<void> {
  if (words === null) throw new EnvelopeError('badSignature', 'ask');
  await readWords(facts, words, desk);
}

/**
 * An escrow never goes to a unit that a report of it is about, nor to one under that: only the shares say so, and who
 * stands under whom the county's signed list. Throws EnvelopeError `accusedUnit`, `badSignature` for a unit not certified.
 */
export function requireFreeOfAccused(directory: DirectoryStatement, unitId: string, accused: readonly string[]): void {
  requireCertifiedUnit(directory, unitId);
  if (!freeOfAccused(directory.units, (id) => accused.includes(id))(unitId)) throw new EnvelopeError('accusedUnit');
}
