import { EnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { type ProofUse, reportProofKey } from '~/envelope/report/report-proof';
import { signStatement, verifyStatement } from '~/envelope/signing';

/**
 * One step of a case from unit to unit. A `transfer` is signed by a member of the unit that gives it, a `takeover` by a
 * lead of the unit above that takes it; both also with the key of each report of the case, which only somebody has who
 * can open it.
 */
export type TransferStep = {
  caseId: string;
  /** 1 for the first step after the sending. */
  sequence: number;
  way: 'transfer' | 'takeover';
  fromUnitId: string;
  toUnitId: string;
  /** YYYY-MM-DD. */
  onDay: string;
  /** The signed list that the signer's browser checked. */
  listVersion: number;
};

/** A step with the words for it, as it is kept and sent. */
export type SignedStep = TransferStep & { memberId: string; signature: string; proofs: readonly string[] };

const KIND = 'caseTransfer';
const PROOF = 'caseTransferProof';
const PROOF_USE: ProofUse = 'ask';

const fieldsOf = (step: TransferStep, memberId: string) => {
  const { caseId, sequence, way, fromUnitId, toUnitId, onDay, listVersion } = step;
  return { caseId, sequence, way, fromUnitId, toUnitId, onDay, listVersion, memberId };
};

export type StepSigner = { memberId: string; signingSeed: Uint8Array; reportSeeds: readonly Uint8Array[] };

export function signStep(step: TransferStep, { memberId, signingSeed, reportSeeds }: StepSigner): SignedStep {
  const fields = fieldsOf(step, memberId);
  const proofs = reportSeeds.map((seed) => signStatement(PROOF, fields, reportProofKey(seed, PROOF_USE).seed));
  return { ...step, memberId, signature: signStatement(KIND, fields, signingSeed), proofs };
}

/** The signer's own word for the step; the server knows no proof key. */
export const isSignedStep = (step: SignedStep, signingKey: string): boolean =>
  verifyStatement(KIND, fieldsOf(step, step.memberId), step.signature, signingKey);

export type StepLists = {
  lists: readonly Pick<DirectoryStatement, 'members'>[];
  /** Units that somebody works for or ever did, by any of the lists. */
  unitsOf: (memberId: string) => readonly string[];
  /** Does the first unit stand above the second, by one of the lists? */
  isAbove: (unitId: string, below: string) => boolean;
};

/**
 * The unit that has the case: from the one in the shares along the signed steps. Throws EnvelopeError `badSignature` for
 * a step that is missing, forged, or signed by somebody who had no part in it.
 */
export function responsibleAfter(
  { firstUnitId, proofKey }: Pick<ShareAbout, 'firstUnitId' | 'proofKey'>,
  caseId: string,
  steps: readonly SignedStep[],
  by: StepLists,
): string {
  let at = firstUnitId;
  for (const [index, step] of [...steps].sort((a, b) => a.sequence - b.sequence).entries()) {
    const follows = step.caseId === caseId && step.sequence === index + 1 && step.fromUnitId === at;
    if (!follows || !isRightStep(step, proofKey, by)) throw new EnvelopeError('badSignature', 'transfer');
    at = step.toUnitId;
  }
  return at;
}

function isRightStep(step: SignedStep, proofKey: string, { lists, unitsOf, isAbove }: StepLists): boolean {
  const { way, fromUnitId, toUnitId, memberId, proofs } = step;
  const fields = fieldsOf(step, memberId);
  const own = unitsOf(memberId).includes(way === 'transfer' ? fromUnitId : toUnitId);
  const above = way === 'transfer' || isAbove(toUnitId, fromUnitId);
  const keys = lists.flatMap(({ members }) => members.filter(({ id }) => id === memberId));
  return (
    own &&
    above &&
    keys.some(({ signingKey }) => isSignedStep(step, signingKey)) &&
    proofs.some((proof) => verifyStatement(PROOF, fields, proof, proofKey))
  );
}
