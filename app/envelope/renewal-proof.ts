import type { DirectoryStatement } from './directory';
import { EnvelopeError, isEnvelopeError } from './errors';
import { fingerprint, type KeyPair } from './key-pair';
import { openJson, type PartLabel, sealJson } from './seal';
import { type StatementFields, signStatement, verifyStatement } from './signing';

/** Which key was renewed: `scope` is the report's id for a thread key, the case's for a case key. */
export type RenewedPlace = { key: 'thread' | 'case'; scope: string; keyEpoch: number };

/** The member whose browser made the new key. */
export type RenewalSigner = { memberId: string; signingSeed: Uint8Array };

/** Recipients around a new key: its own, the one of the epoch before, and for a thread key the reporter's own. */
type RenewedFrom = { recipient: string; previous: string; reporterRecipient: string | null };

type Content = { memberId: string; previous: string; reporter: string; signature: string };

const KIND = 'keyRenewal';

/**
 * Says that a member made this key after that one, and gave a thread key to that reporter. Anybody can wrap a key for a
 * unit or a reporter; only a certified member's signature makes it one that is sealed to. Sealed to the new key itself.
 */
export function sealRenewalProof(
  place: RenewedPlace,
  { recipient, previous, reporterRecipient }: RenewedFrom,
  { memberId, signingSeed }: RenewalSigner,
): Promise<Uint8Array> {
  const about = { previous: fingerprint(previous), reporter: fingerprintIfAny(reporterRecipient) };
  const signature = signStatement(KIND, fieldsOf(place, recipient, about), signingSeed);
  const content: Content = { memberId, ...about, signature };
  return sealJson(labelOf(place), content, [recipient]);
}

/** What a verifier holds a proof against; `previous` and `reporterRecipient` are null where it does not know them. */
export type RenewalCheck = {
  pair: Pick<KeyPair, 'identity' | 'recipient'>;
  previous: string | null;
  reporterRecipient: string | null;
  /** The list in force and older ones, for members who have left since. */
  directories: readonly Pick<DirectoryStatement, 'members'>[];
};

/**
 * Opens what `sealRenewalProof` made and checks it. Throws EnvelopeError: badSignature (no certified member signed this
 * key for this place, or not after the key before), wrongKey, wrongPart, damaged.
 */
export async function requireRenewal(place: RenewedPlace, sealed: Uint8Array, check: RenewalCheck): Promise<void> {
  const { pair, previous, reporterRecipient, directories } = check;
  const content = await openJson<Partial<Record<keyof Content, unknown>> | null>(sealed, pair.identity, labelOf(place));
  const about = { previous: content?.previous, reporter: content?.reporter };
  const { memberId, signature } = content ?? {};
  if (!isAbout(about) || typeof memberId !== 'string' || typeof signature !== 'string') {
    throw new EnvelopeError('damaged', 'renewal');
  }
  if (!isSignedByAny(directories, memberId, fieldsOf(place, pair.recipient, about), signature)) {
    throw new EnvelopeError('badSignature', 'renewal');
  }
  if (previous !== null && about.previous !== fingerprint(previous)) {
    throw new EnvelopeError('badSignature', 'renewal after another key');
  }
  if (reporterRecipient !== null && about.reporter !== fingerprint(reporterRecipient)) {
    throw new EnvelopeError('badSignature', 'renewal for another reporter');
  }
}

/** Proofs as they are kept, several of one epoch where somebody put more beside the right one. */
export type KeptProof = { keyEpoch: number; bytes: Uint8Array };

/**
 * Those of the opened keys that count: the first one, and each later one that a proof stands for. A key counts as the one
 * before only if it counts itself.
 */
export async function renewedRightly(
  of: Omit<RenewedPlace, 'keyEpoch'>,
  opened: ReadonlyMap<number, KeyPair>,
  proofs: readonly KeptProof[],
  { directories, reporterRecipient }: Pick<RenewalCheck, 'directories' | 'reporterRecipient'>,
): Promise<Map<number, KeyPair>> {
  const right = new Map<number, KeyPair>();
  for (const [keyEpoch, pair] of [...opened].sort(([a], [b]) => a - b)) {
    const previous = right.get(keyEpoch - 1)?.recipient ?? null;
    const check = { pair, previous, reporterRecipient, directories };
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

const isAbout = (about: { previous: unknown; reporter: unknown }): about is Pick<Content, 'previous' | 'reporter'> =>
  typeof about.previous === 'string' && typeof about.reporter === 'string';

const fingerprintIfAny = (recipient: string | null): string => (recipient === null ? '' : fingerprint(recipient));

const fieldsOf = (
  { key, scope, keyEpoch }: RenewedPlace,
  recipient: string,
  { previous, reporter }: Pick<Content, 'previous' | 'reporter'>,
): StatementFields => ({ scope, key, keyEpoch, recipient, previous, reporter });

const labelOf = ({ scope, keyEpoch }: RenewedPlace): PartLabel => ({ kind: KIND, scope, sequence: keyEpoch });
