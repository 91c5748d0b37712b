import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { toBase64, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import type { PartLabel } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { content, openContent, sealContent, signatureText } from './content';

/** What a ceremony is about, as every signature in it repeats. `reportId` is empty when it is about a whole case. */
export type CeremonyFacts = {
  ceremonyId: string;
  kind: string;
  caseId: string;
  reportId: string;
  reason: string;
  purpose: string;
  fields: readonly string[];
  askedBy: string;
  /** Day of the request, YYYY-MM-DD. */
  askedOn: string;
};

export const reasonContent = content(
  'reason',
  z.object({ text: z.string(), signature: signatureText, proof: signatureText }),
);
export const outcomeContent = content('outcome', z.object({ content: z.string(), signature: signatureText }));

/** Texts and outcomes are padded to these sizes, so that a row's length tells nothing. */
const WORDS_BYTES = 4096;
const OUTCOME_BYTES = 8192;

/** Longest text of a request, in characters. */
export const LONGEST_WORDS = 1000;

/**
 * Seeds with which a request is signed: the asker's own, and for an identity the key of the report itself
 * (report-proof).
 */
export type AskSeeds = { signing: Uint8Array; proof: Uint8Array | null };

/**
 * The asker's text, signed together with all facts of the request, and sealed to the units that decide. Throws
 * RangeError for a text longer than LONGEST_WORDS.
 */
export async function sealAsk(
  facts: CeremonyFacts,
  text: string,
  recipients: readonly string[],
  { signing, proof: proofSeed }: AskSeeds,
): Promise<Uint8Array> {
  if (text.length > LONGEST_WORDS) throw new RangeError('words');
  const signature = signStatement('ceremonyAsk', askFields(facts, text), signing);
  const proof = proofSeed === null ? '' : signStatement(PROOF, askFields(facts, text), proofSeed);
  return sealContent(
    reasonContent,
    labelOf('reason', facts.ceremonyId),
    { text, signature, proof },
    recipients,
    WORDS_BYTES,
  );
}

/**
 * The text of a request; `proof` is a signature over the same request with the report's own key, or '' where it has
 * none.
 */
export type AskedWords = { text: string; proof: string };

/**
 * Opens the text of a request and checks the asker's signature. Throws EnvelopeError: badSignature, wrongKey,
 * wrongPart, damaged.
 */
export async function openAsk(
  facts: CeremonyFacts,
  sealed: Uint8Array,
  identity: string,
  askerSigningKey: string,
): Promise<AskedWords> {
  const label = labelOf('reason', facts.ceremonyId);
  const { text, signature, proof } = await openContent(reasonContent, sealed, identity, label);
  if (!verifyStatement('ceremonyAsk', askFields(facts, text), signature, askerSigningKey)) {
    throw new EnvelopeError('badSignature', 'ask');
  }
  return { text, proof };
}

/**
 * Checks that somebody who can open this report signed this very request. Throws EnvelopeError `badSignature` for
 * another ceremony, report, asker, purpose, reason, day or text, and where there is no proof.
 */
export function requireProof(facts: CeremonyFacts, { text, proof }: AskedWords, proofKey: string): void {
  if (!verifyStatement(PROOF, askFields(facts, text), proof, proofKey)) {
    throw new EnvelopeError('badSignature', 'asked by nobody who can open the report');
  }
}

const PROOF = 'ceremonyAskProof';

/** Fields are named one by one, so that whatever else a caller's object carries is not signed. */
const factFields = (facts: CeremonyFacts) => {
  const { ceremonyId, kind, caseId, reportId, reason, purpose, fields, askedBy, askedOn } = facts;
  return {
    ceremonyId,
    kind,
    caseId,
    reportId,
    reason,
    purpose,
    askedBy,
    askedOn,
    fields: [...fields].sort().join(','),
  };
};
const askFields = (facts: CeremonyFacts, text: string) => ({ ...factFields(facts), textHash: hashOf(utf8(text)) });

/** A share re-sealed for this ceremony; `scope` is the name of its key. */
export type ReleasedForCeremony = { scope: string; bytes: Uint8Array };

/** What a guardian consents to: this ceremony, this opener, this receiver and these very shares, until this day. */
export type Approval = CeremonyFacts & {
  approvedBy: string;
  openerId: string;
  /** The recipient to which the guardians' shares were sealed. */
  receiverId: string;
  expiresOn: string;
  shares: readonly ReleasedForCeremony[];
};

export const signApproval = (approval: Approval, signingSeed: Uint8Array): string =>
  signStatement('ceremonyApproval', approvalFields(approval), signingSeed);

/** False when anything about the ceremony, its people, its day or its shares is not what the guardian signed. */
export const verifyApproval = (approval: Approval, signature: string, guardianSigningKey: string): boolean =>
  verifyStatement('ceremonyApproval', approvalFields(approval), signature, guardianSigningKey);

function approvalFields({ shares, approvedBy, openerId, receiverId, expiresOn, ...facts }: Approval) {
  const listed = shares.map(({ scope, bytes }) => `${scope} ${hashOf(bytes)}`).sort();
  return { ...factFields(facts), approvedBy, openerId, receiverId, expiresOn, shares: listed.join('\n') };
}

/** The outcome for the asker: chosen fields or a note about a call. */
const outcomePlain = z.object({ fields: z.record(z.string(), z.string()), note: z.string() });
export type OutcomePlain = z.output<typeof outcomePlain>;

/** Seals the outcome to the asker, signed by the opener. Throws RangeError when it does not fit its size. */
export async function sealOutcome(
  outcome: { ceremonyId: string; openerId: string; code: string; plain: OutcomePlain },
  recipient: string,
  signingSeed: Uint8Array,
): Promise<Uint8Array> {
  const told = JSON.stringify(outcome.plain);
  const signature = signStatement('ceremonyOutcome', outcomeFields(outcome, told), signingSeed);
  const sealed = { content: told, signature };
  if (utf8(JSON.stringify(outcomeContent.written(sealed))).length > OUTCOME_BYTES) throw new RangeError('outcome');
  return sealContent(outcomeContent, labelOf('outcome', outcome.ceremonyId), sealed, [recipient], OUTCOME_BYTES);
}

/** Opens an outcome and checks the opener's signature. Throws EnvelopeError as `openAsk`. */
export async function openOutcome(
  outcome: { ceremonyId: string; openerId: string; code: string },
  sealed: Uint8Array,
  identity: string,
  openerSigningKey: string,
): Promise<OutcomePlain> {
  const label = labelOf('outcome', outcome.ceremonyId);
  const { content: told, signature } = await openContent(outcomeContent, sealed, identity, label);
  if (!verifyStatement('ceremonyOutcome', outcomeFields(outcome, told), signature, openerSigningKey)) {
    throw new EnvelopeError('badSignature', 'outcome');
  }
  return outcomePlain.parse(JSON.parse(told));
}

function outcomeFields(
  { ceremonyId, openerId, code }: { ceremonyId: string; openerId: string; code: string },
  content: string,
) {
  return { ceremonyId, openerId, code, contentHash: hashOf(utf8(content)) };
}

const hashOf = (bytes: Uint8Array): string => toBase64(sha256(bytes));
const labelOf = (kind: 'reason' | 'outcome', scope: string): PartLabel => ({ kind, scope, sequence: 0 });
