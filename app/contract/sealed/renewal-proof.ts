import * as z from 'zod/mini';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { fingerprint, type KeyPair } from '~/envelope/key-pair';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { PartLabel } from '~/envelope/seal';
import { type StatementFields, signStatement, verifyStatement } from '~/envelope/signing';
import { content, openContent, sealContent } from './content';

/** Which key was renewed: `scope` is the report's id for a thread key, and the case's for a case key. */
export type RenewedPlace = { key: 'thread' | 'case'; scope: string; keyEpoch: number };

/** The member whose browser made the new key. */
export type RenewalSigner = { memberId: string; signingSeed: Uint8Array };

/** The reporter as a narrative names them (BoundKeys): the fingerprint of their own key, and their signing key. */
export type NamedReporter = { reporter: string; signing: string };

/** The new key's recipient, that of the epoch before, and for a thread key the reporter for whom it is made. */
type RenewedFrom = { recipient: string; previous: string; reporter: NamedReporter | null };

/** `reporter` and `signing` are '' for a case key. */
type About = { previous: string } & NamedReporter;

const KIND = 'keyRenewal';
export const keyRenewalContent = content(
  KIND,
  z.object({
    memberId: z.string(),
    previous: z.string(),
    reporter: z.string(),
    signing: z.string(),
    signature: z.string(),
  }),
);

/**
 * States that a member made this key after that one, and gave a thread key to that reporter. Anybody can wrap a key for
 * a unit or a reporter; only a certified member's signature makes it one to which others seal. It is sealed to the new
 * key itself.
 */
export function sealRenewalProof(
  place: RenewedPlace,
  { recipient, previous, reporter }: RenewedFrom,
  { memberId, signingSeed }: RenewalSigner,
): Promise<Uint8Array> {
  const { reporter: own, signing } = reporter ?? { reporter: '', signing: '' };
  const about: About = { previous: fingerprint(previous), reporter: own, signing };
  const signature = signStatement(KIND, fieldsOf(place, recipient, about), signingSeed);
  return sealContent(keyRenewalContent, labelOf(place), { memberId, ...about, signature }, [recipient]);
}

/** What a verifier compares a proof with; null where the verifier does not know `previous`, or who the reporter is. */
export type RenewalCheck = {
  pair: Pick<KeyPair, 'identity' | 'recipient'>;
  previous: string | null;
  reporter: { [name in keyof NamedReporter]: string | null };
  /** The list in force, and older ones for members who have left since. */
  directories: readonly Pick<DirectoryStatement, 'members'>[];
};

/**
 * Opens and checks what `sealRenewalProof` made. Throws EnvelopeError: badSignature (no certified member signed this
 * key for this place, or not after the key before), wrongKey, wrongPart, damaged, newerVersion.
 */
export async function requireRenewal(place: RenewedPlace, sealed: Uint8Array, check: RenewalCheck): Promise<void> {
  const { pair, previous, reporter, directories } = check;
  const { memberId, signature, ...about } = await openContent(keyRenewalContent, sealed, pair.identity, labelOf(place));
  if (!isSignedByAny(directories, memberId, fieldsOf(place, pair.recipient, about), signature)) {
    throw new EnvelopeError('badSignature', 'renewal');
  }
  if (previous !== null && about.previous !== fingerprint(previous)) {
    throw new EnvelopeError('badSignature', 'renewal after another key');
  }
  const named = [reporter.reporter ?? about.reporter, reporter.signing ?? about.signing];
  if (named[0] !== about.reporter || named[1] !== about.signing) {
    throw new EnvelopeError('badSignature', 'renewal for another reporter');
  }
}

/** Proofs as they are stored; there are several of one epoch where somebody put more beside the right one. */
export type KeptProof = { keyEpoch: number; bytes: Uint8Array };

/**
 * The opened keys that count: the first one, and each later one with a valid proof. A key counts as the predecessor of
 * another only if it counts itself.
 */
export async function renewedRightly(
  of: Omit<RenewedPlace, 'keyEpoch'>,
  opened: ReadonlyMap<number, KeyPair>,
  proofs: readonly KeptProof[],
  { directories, reporter }: Pick<RenewalCheck, 'directories' | 'reporter'>,
): Promise<Map<number, KeyPair>> {
  const right = new Map<number, KeyPair>();
  for (const [keyEpoch, pair] of [...opened].sort(([a], [b]) => a - b)) {
    const previous = right.get(keyEpoch - 1)?.recipient ?? null;
    const check = { pair, previous, reporter, directories };
    const own = proofs.filter((proof) => proof.keyEpoch === keyEpoch);
    if (keyEpoch === 0 || (await isProvenByAny({ ...of, keyEpoch }, own, check))) right.set(keyEpoch, pair);
  }
  return right;
}

async function isProvenByAny(place: RenewedPlace, proofs: readonly KeptProof[], check: RenewalCheck): Promise<boolean> {
  for (const { bytes } of proofs) {
    try {
      await requireRenewal(place, bytes, check);
      return true;
    } catch (error) {
      if (!isEnvelopeError(error)) throw error;
    }
  }
  return false;
}

function isSignedByAny(
  directories: RenewalCheck['directories'],
  memberId: string,
  fields: StatementFields,
  signature: string,
): boolean {
  const entries = directories.flatMap(({ members }) => members.filter(({ id }) => id === memberId));
  return entries.some(({ signingKey }) => verifyStatement(KIND, fields, signature, signingKey));
}

const fieldsOf = (
  { key, scope, keyEpoch }: RenewedPlace,
  recipient: string,
  { previous, reporter, signing }: About,
): StatementFields => ({ scope, key, keyEpoch, recipient, previous, reporter, signing });

const labelOf = ({ scope, keyEpoch }: RenewedPlace): PartLabel => ({ kind: KIND, scope, sequence: keyEpoch });
