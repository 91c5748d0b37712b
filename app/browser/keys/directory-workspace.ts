import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { attest, attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, type SignedDirectory, signDirectory } from '~/envelope/keys/directory';
import { type DirectoryChanges, directoryChanges, openProposal } from '~/envelope/keys/directory-change';
import { historyAfter } from '~/envelope/keys/directory-history';
import { remembering } from '~/envelope/keys/directory-memory';
import {
  canonicalDirectory,
  DIRECTORY,
  type DirectoryContent,
  type DirectoryStatement,
  outsideOf,
  sameKey,
  sameMember,
} from '~/envelope/keys/directory-statement';
import type { RoutingStatement, SignedRouting } from '~/envelope/keys/routing-statement';
import type { Stamp } from '~/envelope/keys/stamp';
import { openDirectorySeed, wrapDirectorySeed } from '~/envelope/keys/unit-key';
import { newSigningKey, signingKeyFromSeed } from '~/envelope/signing';
import { checkedDirectoryIfAny, requireCounty } from './checked-directory';
import { rememberedRouting } from './checked-routing';
import { member, unitKeyPair } from './keyring';
import { ownStampOrNull, type SigningDay } from './stamp-workspace';

type Grant = { unitKeyId: string; wrapped: string };

/** The county directory key: its public half, and its seed for the guardians only (base64). */
export type MadeDirectoryKey = { publicKey: string; wrapped: string };

/**
 * Makes the county directory key and seals its seed to the guardians' unit key, which is opened from the grant rather
 * than believed.
 */
export async function makeDirectoryKey(guardians: Grant): Promise<MadeDirectoryKey> {
  const key = newSigningKey();
  const { recipient } = await unitKeyPair(guardians);
  const wrapped = await wrapDirectorySeed(key.seed, recipient);
  key.seed.fill(0);
  return { publicKey: key.publicKey, wrapped: toBase64(wrapped) };
}

export type NextDirectory = {
  /** Sealed seed, and the grant of the guardians' key that opens it. */
  seed: string;
  grant: Grant;
  publicKey: string;
  before: SignedDirectory | null;
  today: string;
  /** This computer's clock. */
  now?: () => number;
  /** All that the next list says; members are certified from now on, whether or not they were before. */
  content: DirectoryContent;
  routing: SignedRouting | null;
};

/**
 * What the next list says: keys and members for which the signed list already vouches (not what the page claims) or
 * that were just compared, the tree as it was just read, and the superior if it was. Nothing of what the list says is
 * forgotten, and printed keys stay. Rejects with EnvelopeError `badSignature`.
 */
export async function nextContent(
  directory: SignedDirectory | null,
  draft: DirectoryContent,
  compared: ReadonlySet<string>,
): Promise<DirectoryContent> {
  const before = await checkedDirectoryIfAny(directory);
  const { units, members } = remembering(before, draft);
  return {
    ...outsideOf(before),
    ...(compared.has('superior') && { superior: draft.superior }),
    units,
    keys: draft.keys.filter((row) => compared.has(row.unitKeyId) || before?.keys.some((one) => sameKey(one, row))),
    members: members.filter((row) => compared.has(row.id) || before?.members.some((one) => sameMember(one, row))),
  };
}

/**
 * A next version with the county key's signature and the proposing guardian's own; a second guardian must confirm it.
 */
export type ProposedDirectory = { statement: string; signature: string; attestation: string };
/**
 * With the guardian's signature for the routing in force, given again so that guardians of the next list vouch for it,
 * and their stamp of freshness on both; '' and null where there is none.
 */
type SignedWithList = { routingAttestation: string; stamp: Stamp | null };
export type ConfirmedDirectory = { attestation: string } & SignedWithList;

/**
 * Signs the next version: the caller's lists keep everything of the version before that still stands. Rejects with
 * EnvelopeError `badSignature` when the version before is forged, or the seed belongs to another county key.
 */
export async function proposeNext(next: NextDirectory): Promise<ProposedDirectory & SignedWithList> {
  const { routing, publicKey } = next;
  const before = await checkedDirectoryIfAny(next.before);
  const standing = await standingRouting(routing, publicKey, before);
  const { identity } = await unitKeyPair(next.grant);
  const seed = await openDirectorySeed(fromBase64(next.seed), identity);
  if (signingKeyFromSeed(seed).publicKey !== publicKey) throw new EnvelopeError('badSignature', 'county key');
  const statement = canonicalDirectory({
    ...next.content,
    format: 2,
    version: (before?.version ?? 0) + 1,
    madeOn: next.today,
    history: historyAfter(before),
  });
  const signature = signDirectory(statement, seed);
  seed.fill(0);
  const attestation = attestDirectory(statement, publicKey, member().signing.seed);
  return { statement, signature, attestation, ...signedWithList(DIRECTORY.parse(statement), standing, next) };
}

/**
 * The routing that stays in force beside a next list; `none` before there is one, `broken` where guardians must sign it
 * anew.
 */
type StandingRouting = RoutingStatement | 'none' | 'broken';

/**
 * The routing that stays in force beside a next list, checked against what this member remembers: none that is older
 * than one seen, or of another history, is vouched for again. Rejects with EnvelopeError `badSignature`.
 */
export async function standingRouting(
  signed: SignedRouting | null,
  countyKey: string,
  before: DirectoryStatement | null,
): Promise<StandingRouting> {
  if (before === null) return signed === null ? 'none' : 'broken';
  const known = await rememberedRouting(signed, countyKey, before);
  if (known === null) return 'none';
  return known.holds ? known.statement : 'broken';
}

/** A guardian's renewed signature for a routing that stays in force; '' where none does. */
export const vouchAgain = (standing: StandingRouting, signed: SignedRouting | null, seed: Uint8Array): string =>
  typeof standing === 'string' || signed === null ? '' : attest('routing', signed.statement, signed.publicKey, seed);

/** There is no stamp beside a routing that does not hold. */
export const stampWithList = (
  standing: StandingRouting,
  stamp: (routing: RoutingStatement | null) => Stamp | null,
): Stamp | null => (standing === 'broken' ? null : stamp(standing === 'none' ? null : standing));

/** What this guardian signs beside their signature under a next list. */
function signedWithList(
  directory: DirectoryStatement,
  standing: StandingRouting,
  { publicKey, routing: signed, ...day }: { publicKey: string; routing: SignedRouting | null } & SigningDay,
): SignedWithList {
  return {
    routingAttestation: vouchAgain(standing, signed, member().signing.seed),
    stamp: stampWithList(standing, (routing) => ownStampOrNull({ directory, routing }, publicKey, day)),
  };
}

export type WaitingDirectory = ProposedDirectory & { proposedBy: string; publicKey: string };

/**
 * What a waiting version changes, for the second guardian to compare, after checking that the county key and the first
 * guardian signed it and that it follows the version in force, including its history. Rejects with EnvelopeError
 * `badSignature`.
 */
export async function readProposal(
  waiting: WaitingDirectory,
  before: SignedDirectory | null,
): Promise<{ statement: DirectoryStatement; changes: DirectoryChanges }> {
  const known = await checkedDirectoryIfAny(before);
  // Asked now, and not when the list is in force, where the question would take the place of what was just done.
  if (known === null && waiting.proposedBy !== member().memberId) await requireCounty(waiting.publicKey);
  const statement = openProposal(waiting, known);
  return { statement, changes: directoryChanges(known, statement) };
}

/** The second guardian's own signature over a version that they have read and compared. */
export async function confirmProposal(
  waiting: WaitingDirectory,
  before: SignedDirectory | null,
  routing: SignedRouting | null,
  day: SigningDay,
): Promise<ConfirmedDirectory> {
  const { memberId, signing } = member();
  const { statement } = await readProposal(waiting, before);
  if (waiting.proposedBy === memberId) throw new EnvelopeError('badSignature', 'own proposal');
  const own = attestDirectory(waiting.statement, waiting.publicKey, signing.seed);
  // Opens it as everybody will, so that nothing is confirmed that others would then refuse.
  const attestations = [
    { memberId: waiting.proposedBy, signature: waiting.attestation },
    { memberId, signature: own },
  ];
  const known = await checkedDirectoryIfAny(before);
  openDirectory({ ...waiting, attestations }, { before: known });
  if (statement.members.find((one) => one.id === memberId)?.signingKey !== signing.publicKey) {
    throw new EnvelopeError('badSignature', 'own entry');
  }
  const { publicKey } = waiting;
  const standing = await standingRouting(routing, publicKey, known);
  return { attestation: own, ...signedWithList(statement, standing, { publicKey, routing, ...day }) };
}

type SameContent = Omit<NextDirectory, 'content'>;

/** The list in force with another printed key: everything else stays as two guardians signed it. */
export async function proposePrinted(
  next: SameContent,
  printed: Partial<Pick<DirectoryContent, 'reserve' | 'backup'>>,
): Promise<ProposedDirectory & SignedWithList> {
  const before = await checkedDirectoryIfAny(next.before);
  if (before === null) throw new EnvelopeError('badSignature', 'no list');
  return proposeNext({ ...next, content: { ...before, ...printed } });
}
