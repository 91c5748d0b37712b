import { EnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { type ProofUse, reportProofKey } from '~/envelope/report/report-proof';
import { signStatement, verifyStatement } from '~/envelope/signing';
import {
  type CheckedChain,
  isSignedLink,
  linkFields,
  linkOf,
  type SignedStep,
  signLink,
  stepsInChain,
  type TransferStep,
} from './transfer-chain';

export type { SignedStep, TransferStep } from './transfer-chain';

const PROOF = 'caseTransferProof';
const PROOF_USE: ProofUse = 'ask';

const signedLinkOf = (step: TransferStep, memberId: string) =>
  linkFields({ number: step.number, previous: step.previous, ...linkOf(step, memberId), memberId });

export type StepSigner = { memberId: string; signingSeed: Uint8Array; reportSeeds: readonly Uint8Array[] };

export function signStep(step: TransferStep, { memberId, signingSeed, reportSeeds }: StepSigner): SignedStep {
  const fields = signedLinkOf(step, memberId);
  const proofs = reportSeeds.map((seed) => signStatement(PROOF, fields, reportProofKey(seed, PROOF_USE).seed));
  return { ...step, memberId, signature: signLink(fields, signingSeed), proofs };
}

/** The signer's signature for the step; the server knows no proof key. */
export const isSignedStep = (step: SignedStep, signingKey: string): boolean =>
  isSignedLink({ ...signedLinkOf(step, step.memberId), signature: step.signature }, signingKey);

export type StepLists = {
  lists: readonly Pick<DirectoryStatement, 'members'>[];
  /** Units in which somebody works or ever worked, by any of the lists. */
  unitsOf: (memberId: string) => readonly string[];
  /** Does the first unit stand above the second, by one of the lists? */
  isAbove: (unitId: string, below: string) => boolean;
};

/**
 * The unit that has the case, found from the unit in the shares along the signed steps, which must be all that the
 * county's chain has of the case. Throws EnvelopeError `badSignature` for a step that is missing, forged, or signed by
 * somebody who had no part in it.
 */
export function responsibleAfter(
  { firstUnitId, proofKey }: Pick<ShareAbout, 'firstUnitId' | 'proofKey'>,
  caseId: string,
  steps: readonly SignedStep[],
  by: StepLists & { chain: CheckedChain },
): string {
  let at = firstUnitId;
  for (const [index, step] of stepsInChain(caseId, steps, by.chain).entries()) {
    const follows = step.sequence === index + 1 && step.fromUnitId === at;
    if (!follows || !isRightStep(step, proofKey, by)) throw new EnvelopeError('badSignature', 'transfer');
    at = step.toUnitId;
  }
  return at;
}

function isRightStep(step: SignedStep, proofKey: string, { lists, unitsOf, isAbove }: StepLists): boolean {
  const { kind, fromUnitId, toUnitId, memberId, proofs } = step;
  const fields = signedLinkOf(step, memberId);
  const own = unitsOf(memberId).includes(kind === 'transfer' ? fromUnitId : toUnitId);
  const above = kind === 'transfer' || isAbove(toUnitId, fromUnitId);
  const keys = lists.flatMap(({ members }) => members.filter(({ id }) => id === memberId));
  return (
    own &&
    above &&
    keys.some(({ signingKey }) => isSignedStep(step, signingKey)) &&
    proofs.some((proof) => verifyStatement(PROOF, fields, proof, proofKey))
  );
}
