import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { attest } from '~/envelope/keys/attestation';
import { type BoardFace, openFace } from '~/envelope/keys/board-face';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { type SignedHeldKey, signHeld, takersOf } from '~/envelope/keys/held-key';
import { nothingElse } from '~/envelope/keys/nothing-else';
import { type RoutingChange, routingChanges, type WholeRouting } from '~/envelope/keys/routing-change';
import {
  canonicalRouting,
  openRouting,
  openRoutingProposal,
  ROUTING,
  type RoutingStatement,
  type SignedRouting,
} from '~/envelope/keys/routing-statement';
import { historyOf, type Proposal, signStatementText } from '~/envelope/keys/signed-statement';
import type { Stamp } from '~/envelope/keys/stamp';
import { openRegister, type TownRegister } from '~/envelope/keys/town-register';
import { openDirectorySeed } from '~/envelope/keys/unit-key';
import { signingKeyFromSeed } from '~/envelope/signing';
import { checkedDirectory } from './checked-directory';
import { type RoutingBefore, routingBefore } from './checked-routing';
import { member, unitKeyPair } from './keyring';
import { ownStampOrNull, type SigningDay } from './stamp-workspace';

type Grant = { unitKeyId: string; wrapped: string };
type Content = Omit<RoutingStatement, 'format' | 'version' | 'madeOn' | 'history' | 'takes'>;
type Texts = Readonly<Record<string, string>>;

/** The member's statement that they hold a unit's key, signed after opening it. */
export async function signedHeldKey(grant: Grant): Promise<string> {
  const { recipient } = await unitKeyPair(grant);
  const { memberId, signing } = member();
  return signHeld({ unitKeyId: grant.unitKeyId, recipient, memberId }, signing.seed);
}

/** What guardians compare: the routing in force, the list, and what the rows, members and texts say. */
export type RoutingBench = {
  directory: SignedDirectory;
  signed: SignedRouting | null;
  /** Earlier routings, the last one first, given where the newest does not hold. */
  former: readonly SignedRouting[];
  words: readonly SignedHeldKey[];
  texts: Texts;
  /** Texts of boards' faces, by hash. */
  faces: Texts;
};

/** The next routing before it is signed, and what it changes. */
export type NextRouting = {
  statement: RoutingStatement;
  changes: RoutingChange[];
  /**
   * The version with which it is compared (null: none), and whether that is the newest, for which two guardians vouch.
   */
  compared: { version: number | null; holds: boolean };
  directory: DirectoryStatement;
  /** What the boards that change say; each is the very text that its entry names. */
  faces: Readonly<Record<string, BoardFace>>;
};

/**
 * The next routing: the rows' duties and registers, and as takers those units whose members state under their own
 * signatures that they hold the key. Rejects with EnvelopeError `badSignature`.
 */
export async function nextRouting(bench: RoutingBench, draft: Content, today: string): Promise<NextRouting> {
  const directory = await checkedDirectory(bench.directory);
  const before = await beforeOf(bench, directory);
  const { follows } = before;
  const { areas, rules, seats, stampDays, intakeUnitId, upperUnitId, registers, sectors, ...rest } = draft;
  nothingElse(rest);
  const statement = ROUTING.parse(
    canonicalRouting({
      format: 1,
      version: (follows?.version ?? 0) + 1,
      madeOn: today,
      history: historyOf(ROUTING, follows),
      stampDays,
      takes: takersOf(directory, bench.words),
      areas,
      rules,
      seats,
      intakeUnitId,
      upperUnitId,
      registers,
      sectors,
    }),
  );
  return { statement, directory, ...changesBetween(before, statement, bench) };
}

/**
 * Signs it with the county key and as the guardian who proposes it, with their stamp beside the list in force. Rejects
 * with EnvelopeError `badSignature`.
 */
export async function proposeRouting(
  { statement: routing, directory }: Pick<NextRouting, 'statement' | 'directory'>,
  key: { seed: string; grant: Grant; publicKey: string } & SigningDay,
): Promise<{ statement: string; signature: string; attestation: string; stamp: Stamp | null }> {
  const { identity } = await unitKeyPair(key.grant);
  const seed = await openDirectorySeed(fromBase64(key.seed), identity);
  if (signingKeyFromSeed(seed).publicKey !== key.publicKey) throw new EnvelopeError('badSignature', 'county key');
  const text = canonicalRouting(routing);
  const signature = signStatementText('routing', text, seed);
  seed.fill(0);
  const attestation = attest('routing', text, key.publicKey, member().signing.seed);
  const stamp = ownStampOrNull({ directory, routing }, key.publicKey, key);
  return { statement: text, signature, attestation, stamp };
}

/** What a waiting routing changes, checked as the list's own proposals are. Rejects with EnvelopeError. */
export async function readRouting(waiting: Proposal, bench: RoutingBench): Promise<NextRouting> {
  const directory = await checkedDirectory(bench.directory);
  const before = await beforeOf(bench, directory);
  const statement = openRoutingProposal(waiting, directory, before.follows);
  return { statement, directory, ...changesBetween(before, statement, bench) };
}

/** The second guardian's own signature over a routing that they have read, and their stamp beside the list in force. */
export async function confirmRouting(
  waiting: Proposal,
  bench: RoutingBench,
  day: SigningDay,
): Promise<{ attestation: string; stamp: Stamp | null }> {
  const { memberId, signing } = member();
  const { directory, statement: routing } = await readRouting(waiting, bench);
  if (waiting.proposedBy === memberId) throw new EnvelopeError('badSignature', 'own proposal');
  const own = attest('routing', waiting.statement, waiting.publicKey, signing.seed);
  // Opens it as everybody will, so that nothing is confirmed that others would then refuse.
  const attestations = [
    { memberId: waiting.proposedBy, signature: waiting.attestation },
    { memberId, signature: own },
  ];
  openRouting({ ...waiting, attestations }, directory);
  return { attestation: own, stamp: ownStampOrNull({ directory, routing }, waiting.publicKey, day) };
}

const beforeOf = ({ directory: { publicKey }, signed, former }: RoutingBench, directory: DirectoryStatement) =>
  routingBefore(signed, former, publicKey, directory);

function changesBetween(
  { compared, holds }: RoutingBefore,
  after: RoutingStatement,
  { texts, faces }: RoutingBench,
): Pick<NextRouting, 'changes' | 'compared' | 'faces'> {
  const changes = routingChanges(compared && whole(compared, texts, true), whole(after, texts, false));
  return { changes, compared: { version: compared?.version ?? null, holds }, faces: facesOf(changes, faces) };
}

/** A face that changes must be there to be read; a former one whose text is gone is shown as new. */
function facesOf(changes: readonly RoutingChange[], texts: Texts): Record<string, BoardFace> {
  const found: Record<string, BoardFace> = {};
  for (const change of changes) {
    if (change.of !== 'board') continue;
    const [old, now] = [change.before?.entry.face, change.after?.entry.face];
    if (old === now) continue;
    if (now !== undefined) found[now] = openFace(texts[now] ?? '', now);
    const text = old === undefined ? undefined : texts[old];
    if (old !== undefined && text !== undefined) found[old] = openFace(text, old);
  }
  return found;
}

/**
 * Reads each town's register; a former one whose text is gone counts as empty, so that everything in its place is shown
 * as new.
 */
function whole(routing: RoutingStatement, texts: Texts, former: boolean): WholeRouting {
  const registers = routing.registers.map(({ area, hash }): TownRegister => {
    const text = texts[hash];
    if (text === undefined && former) return { format: 1, area, boards: [], employers: [] };
    return openRegister(text ?? '', area, routing);
  });
  return { routing, registers };
}
