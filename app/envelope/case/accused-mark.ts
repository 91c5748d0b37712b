import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, randomBytes, toBase64, utf8 } from '~/envelope/bytes';
import { textHashOf } from '~/envelope/keys/memory';
import { type ProofUse, reportProofKey } from '~/envelope/report/report-proof';
import { signStatement, verifyStatement } from '~/envelope/signing';

/**
 * A unit that a case turned out to be about after its reports were sealed, when their shares can no longer be changed
 * to say so. Whoever can open the reports makes the mark. It names no unit, case or report in the clear: `unitTag` is
 * the unit under a secret of the mark, and each entry locks that secret under a key that lies only in shares
 * (ShareAbout.proofKey: a report's, for requests or for its claim), with a signature by that key. So a share finds the
 * marks that concern it, and nobody else can.
 */
export type AccusedMark = {
  markId: string;
  /** HMAC-SHA256 of the mark's id and of the unit's under the mark's secret; URL-safe Base64 like all that follows. */
  check: string;
  unitTag: string;
  entries: readonly { lock: string; proof: string }[];
  /** SHA-256 (hex) of the sealed words for the person who confirms. */
  wordsHash: string;
  markedBy: string;
  /** YYYY-MM-DD. */
  markedOn: string;
};

/** The mark with the maker's own signature. */
export type SignedMark = AccusedMark & { signature: string };

const KIND = 'accusedMark';
const PROOF = 'accusedMarkProof';
const LOCK = utf8('anshao/accused-mark/lock/v1');
const SECRET_BYTES = 32;
/** Entries are padded to a multiple of this, so that their number does not tell how many reports a case has. */
const ENTRIES_STEP = 8;
const THIRTY_TWO_BYTES = /^[\w-]{42}[AEIMQUYcgkosw048]$/;
const USES: readonly ProofUse[] = ['ask', 'claim'];

export type MarkMaker = { memberId: string; signingSeed: Uint8Array; reportSeeds: readonly Uint8Array[] };
export type MarkToMake = { markId: string; unitId: string; secret: Uint8Array; wordsHash: string; markedOn: string };

export const newMarkSecret = (): Uint8Array => randomBytes(SECRET_BYTES);

export function makeMark({ markId, unitId, secret, wordsHash, markedOn }: MarkToMake, maker: MarkMaker): SignedMark {
  const tags = { check: tagOf(secret, markId), unitTag: unitTagOf(secret, unitId) };
  const fields = { markId, ...tags, wordsHash, markedBy: maker.memberId, markedOn };
  const seeds = maker.reportSeeds.flatMap((seed) => USES.map((use) => reportProofKey(seed, use)));
  while (seeds.length % ENTRIES_STEP !== 0) seeds.push(reportProofKey(randomBytes(SECRET_BYTES), 'ask'));
  const entries = seeds.map(({ seed, publicKey }) => ({
    lock: toBase64(locked(secret, publicKey, markId)),
    proof: signStatement(PROOF, fields, seed),
  }));
  entries.sort((a, b) => (a.lock < b.lock ? -1 : 1));
  const mark = { ...fields, entries };
  return { ...mark, signature: signStatement(KIND, markFields(mark), maker.signingSeed) };
}

/** The maker's signature over the whole mark. */
export const isMadeBy = (mark: SignedMark, signingKey: string): boolean =>
  verifyStatement(KIND, markFields(mark), mark.signature, signingKey);

/** Whoever learns the mark's secret from the maker's words sees which unit it is about. */
export const isAbout = ({ markId, check, unitTag }: AccusedMark, unitId: string, secret: Uint8Array): boolean =>
  tagOf(secret, markId) === check && unitTagOf(secret, unitId) === unitTag;

/** Which of the units the mark names for the report with this proof key; null where the mark is about other reports. */
export function markedUnit(mark: AccusedMark, proofKey: string, unitIds: Iterable<string>): string | null {
  const { entries, ...fields } = plain(mark);
  for (const { lock, proof } of entries) {
    const secret = unlocked(lock, proofKey, mark.markId);
    if (secret === null || tagOf(secret, mark.markId) !== mark.check) continue;
    if (!verifyStatement(PROOF, fields, proof, proofKey)) continue;
    for (const unitId of unitIds) if (unitTagOf(secret, unitId) === mark.unitTag) return unitId;
  }
  return null;
}

/** A mark in force: confirmed by the second person's signature, at its place after all earlier marks. */
export type ConfirmedMark = SignedMark & {
  /** 1 for the county's first. */
  sequence: number;
  /** The `markHash` of the mark before; '' for the first. */
  previous: string;
  confirmedBy: string;
  confirmedOn: string;
  confirmation: string;
};

type Confirming = Omit<ConfirmedMark, 'confirmation'>;
const CONFIRMED = 'accusedMarkConfirmed';

export const confirmMark = (mark: Confirming, signingSeed: Uint8Array): ConfirmedMark => ({
  ...mark,
  confirmation: signStatement(CONFIRMED, confirmedFields(mark), signingSeed),
});

export const isConfirmedBy = (mark: ConfirmedMark, signingKey: string): boolean =>
  verifyStatement(CONFIRMED, confirmedFields(mark), mark.confirmation, signingKey);

/** SHA-256 (hex) of a mark with all signatures: the value that the next mark and every memory refer to. */
export const markHash = (mark: ConfirmedMark): string =>
  textHashOf(JSON.stringify([markFields(mark), mark.signature, confirmedFields(mark), mark.confirmation]));

const plain = ({ markId, check, unitTag, entries, wordsHash, markedBy, markedOn }: AccusedMark): AccusedMark => ({
  markId,
  check,
  unitTag,
  entries,
  wordsHash,
  markedBy,
  markedOn,
});

function markFields(mark: AccusedMark) {
  const { entries, ...fields } = plain(mark);
  return { ...fields, entries: entries.map(({ lock, proof }) => `${lock} ${proof}`).join('\n') };
}

function confirmedFields(mark: Confirming) {
  const { markId, signature, sequence, previous, confirmedBy, confirmedOn } = mark;
  return { markId, signature, sequence, previous, confirmedBy, confirmedOn };
}

const tagOf = (secret: Uint8Array, text: string): string => toBase64(hmac(sha256, secret, utf8(text)));
const unitTagOf = (secret: Uint8Array, unitId: string): string => tagOf(secret, `unit ${unitId}`);

/** The secret under a pad that is used once, for this mark and this key. */
const locked = (secret: Uint8Array, proofKey: string, markId: string): Uint8Array => {
  const pad = hkdf(sha256, fromBase64(proofKey), utf8(markId), LOCK, SECRET_BYTES);
  return secret.map((byte, at) => byte ^ (pad[at] ?? 0));
};

/** Null for a malformed lock: somebody else's spoilt entry must not keep the others from being read. */
const unlocked = (lock: string, proofKey: string, markId: string): Uint8Array | null =>
  THIRTY_TWO_BYTES.test(lock) ? locked(fromBase64(lock), proofKey, markId) : null;
