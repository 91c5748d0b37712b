import { EnvelopeError } from '~/envelope/errors';
import { signText, verifyStandingText } from '~/envelope/signing';
import { type Attestation, verifyAttestation } from './attestation';
import { textHashOf } from './memory';

/**
 * A signed statement as it is stored and sent: its text exactly as signed, the county key's signature, and two
 * guardians' own.
 */
export type SignedStatement = {
  statement: string;
  signature: string;
  publicKey: string;
  attestations: readonly Attestation[];
};

/** Only the signed text and its signatures. */
export const bareStatement = ({ statement, signature, publicKey, attestations }: SignedStatement): SignedStatement => ({
  statement,
  signature,
  publicKey,
  attestations,
});

/**
 * What every signed statement says about itself. `version` begins at 1 and only grows; `madeOn` is YYYY-MM-DD.
 * `history` has the SHA-256 (hex) of the text of every version before this one, the first one first.
 */
export type Versioned = { version: number; madeOn: string; history: string[] };

/** One kind of statement that the county signs; `name` keeps the signatures of different kinds apart. */
export type StatementForm<T extends Versioned> = {
  name: 'directory' | 'routing';
  /** JSON with members and lists in one fixed order: what is signed, stored and verified. */
  canonical: (statement: T) => string;
  /** Parses only the canonical text of a valid statement; throws EnvelopeError `damaged`, `weakRecipient`. */
  parse: (text: string) => T;
};

/** A version that a verifier saw earlier: its number and the hash of its text. */
export type SeenVersion = { version: number; textHash: string };

/** A guardian's signing key according to a list, or undefined for anybody else. */
export type GuardianKey = (memberId: string) => string | undefined;

export type Unattested = Omit<SignedStatement, 'attestations'>;
/** A version that one guardian has signed and proposed. */
export type Proposal = Unattested & { attestation: string; proposedBy: string };

/** The county key's signature under a statement's text. */
export const signStatementText = (name: StatementForm<Versioned>['name'], text: string, seed: Uint8Array): string =>
  signText(name, text, seed);

/**
 * The statement of a text that the county key signed, whether vouched for or not. Only for proposing and confirming
 * one.
 */
export function openUnattested<T extends Versioned>(form: StatementForm<T>, signed: Unattested): T {
  const { statement, signature, publicKey } = signed;
  if (!verifyStandingText(form.name, statement, signature, publicKey))
    throw new EnvelopeError('badSignature', form.name);
  return form.parse(statement);
}

/** What a verifier remembers of a version that it saw. */
export const seenOf = <T extends Versioned>(form: StatementForm<T>, statement: T): SeenVersion => ({
  version: statement.version,
  textHash: textHashOf(form.canonical(statement)),
});

/** The history of the version that follows `before`. */
export const historyOf = <T extends Versioned>(form: StatementForm<T>, before: T | null): string[] =>
  before === null ? [] : [...before.history, textHashOf(form.canonical(before))];

/** Does the later version name the earlier one in its place? */
export const names = (later: Versioned, earlier: SeenVersion): boolean =>
  later.history[earlier.version - 1] === earlier.textHash;

/**
 * The one rule of history: a version is never older than the one seen, has the same text where it is the same version,
 * and names the one seen where it is later. Throws EnvelopeError `badSignature`.
 */
export function requireFollows<T extends Versioned>(
  form: StatementForm<T>,
  statement: T,
  seen: SeenVersion | null,
): void {
  if (seen === null || seen.version === 0) return;
  const refuse = (why: string): never => {
    throw new EnvelopeError('badSignature', `${form.name} ${why}`);
  };
  if (statement.version < seen.version) refuse('older than one seen');
  if (statement.version === seen.version && seenOf(form, statement).textHash !== seen.textHash) {
    refuse('of one version with two texts');
  }
  if (statement.version > seen.version && !names(statement, seen)) refuse('of another history');
}

/**
 * Requires that two different guardians vouched, each known to every one of these lists with one and the same signing
 * key. Throws EnvelopeError `badSignature`.
 */
export function requireAttested(
  name: StatementForm<Versioned>['name'],
  signed: SignedStatement,
  electorates: readonly GuardianKey[],
): void {
  const signers = new Set<string>();
  const people = new Set<string>();
  for (const { memberId, signature } of signed.attestations) {
    const key = keyKnownTo(electorates, memberId);
    if (key === null || !verifyAttestation(name, signed, signature, key)) {
      throw new EnvelopeError('badSignature', 'attestation');
    }
    people.add(memberId);
    signers.add(key);
  }
  if (people.size < 2 || signers.size < 2) throw new EnvelopeError('badSignature', 'two guardians must vouch');
}

/**
 * A waiting version must follow the version in force directly, have exactly the history of versions that were in force,
 * and be signed by a guardian whom all these lists know. Throws EnvelopeError `badSignature`.
 */
export function requireProposed<T extends Versioned>(
  form: StatementForm<T>,
  { proposal, statement, before }: { proposal: Proposal; statement: T; before: T | null },
  electorates: readonly GuardianKey[],
): void {
  const history = historyOf(form, before);
  // A history of this length also makes it the direct successor.
  if (statement.history.length !== history.length || statement.history.some((hash, i) => hash !== history[i])) {
    throw new EnvelopeError('badSignature', 'not the next version');
  }
  const key = keyKnownTo(electorates, proposal.proposedBy);
  if (key === null || !verifyAttestation(form.name, proposal, proposal.attestation, key)) {
    throw new EnvelopeError('badSignature', 'proposal');
  }
}

function keyKnownTo(electorates: readonly GuardianKey[], memberId: string): string | null {
  const keys = electorates.map((keyOf) => keyOf(memberId));
  const [key] = keys;
  return key !== undefined && keys.every((one) => one === key) ? key : null;
}
