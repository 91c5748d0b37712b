import { keepHere, seenHere } from '~/browser/seen-cookie';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { openDirectory, type SignedDirectory } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { type Memory, signMemory, textHashOf } from '~/envelope/keys/memory';
import type { RoutingStatement } from '~/envelope/keys/routing-statement';
import { askCounty, isCompared } from './county-question';
import { rememberedOf } from './remembered';
import { followHeads, followMarks, followTransfers, seenHeads } from './seen-heads';
import { followRouting, isNextRouting, recallRouting, seenRouting, seeRouting } from './seen-routing';
import { failTrust, type TrustProblem, trustProblem } from './trust-problem';
import type { TrustSource } from './trust-source';

let source: TrustSource | null = null;
let settled: Promise<void> | null = null;
let seen: { signed: SignedDirectory; statement: DirectoryStatement } | null = null;
/** The county key that this member has remembered, on this page too. */
let countyKey: string | null = null;

/**
 * Says where to recall from; nothing is asked for before the first directory is to be checked. Another member on the
 * same page begins anew.
 */
export function recallFrom(given: TrustSource): void {
  if (source?.memberId === given.memberId) return;
  source = given;
  settled = null;
  countyKey = null;
}

/**
 * The directory after checking everything that this browser can know about it: the signatures, the two guardians who
 * stood in the list seen before, and the county key, version and log head that this member and this browser remember.
 * Throws EnvelopeError `badSignature`, and from then on for everything on this page, because what was tampered with
 * once is not tried again.
 */
export async function checkedDirectory(signed: SignedDirectory): Promise<DirectoryStatement> {
  await recall();
  if (seen !== null && !sameList(seen.signed, signed)) await catchUp();
  const before = seen;
  if (before !== null && sameList(before.signed, signed)) return before.statement;
  const statement = next(signed);
  await keep();
  return statement;
}

/** Checks a list, or the server's statement that there is none yet, which is not accepted once one was seen. */
export async function checkedDirectoryIfAny(signed: SignedDirectory | null): Promise<DirectoryStatement | null> {
  if (signed !== null) return checkedDirectory(signed);
  await recall();
  return seen === null ? null : refuse('directoryGone');
}

/** Recalls what was seen and compares it with what the server now shows; done once for each page. */
export async function recall(): Promise<void> {
  if (trustProblem() !== null) throw new EnvelopeError('badSignature', 'trust');
  if (source === null) return;
  settled ??= settle(source);
  const mine = settled;
  await mine.catch((error: unknown) => {
    // A lost connection may be tried again; a broken promise may not.
    if (settled === mine && trustProblem() === null) settled = null;
    throw error;
  });
  // Opened again on the same page, perhaps by another way whose wrap does not say yet that memory has begun.
  if (countyKey !== null && source.memory !== null) await source.begin(countyKey).catch(() => undefined);
}

async function settle(from: TrustSource): Promise<void> {
  const known = remembered(from);
  countyKey = known?.countyKey ?? null;
  recallRouting({ version: known?.routingVersion ?? 0, textHash: known?.routingHash ?? '' });
  const { logSequence: sequence = 0, markSequence: marks = 0, transferSequence: transfers = 0 } = known ?? {};
  const answer = await from.load(known?.version ?? 0, { sequence, marks, transfers, routing: seenRouting() });
  seen = null;
  for (const signed of answer.chain) {
    // This check comes first so that the alarm names the cause, because under another key no signature holds either.
    if (known !== null && signed.publicKey !== known.countyKey) refuse('countyKeyChanged');
    checkAgainst(known, next(signed), signed);
  }
  if (known !== null) {
    const [oldest] = answer.chain;
    if (known.version > 0) {
      if (oldest === undefined) refuse('directoryGone');
      if (seenVersion() < known.version) refuse('directoryOlder');
      // The remembered list must stand at the start of the chain: a later one may not vouch for itself.
      if (textHashOf(oldest.statement) !== known.textHash) refuse('directoryForked');
    }
  }
  followHeads(known, answer, seenStatement(), refuse);
  followRouting(answer.routing, seen, refuse);
  await keep();
}

/**
 * Checks that of the marks that a page shows (their hashes, the first one first) none is missing that this member has
 * seen; remembers the last. Throws EnvelopeError `badSignature`.
 */
export async function keepMarks(hashes: readonly string[]): Promise<void> {
  await recall();
  if (source !== null && followMarks(hashes, refuse)) await keep();
}

/** Remembers how far the county's chain of transfers had come. */
export async function keepTransfers(hashes: readonly string[]): Promise<void> {
  await recall();
  if (source !== null && followTransfers(hashes, refuse)) await keep();
}

/**
 * Somebody else knows of a transfer that is not in the county's chain: the alarm is the same as where this member does.
 */
export const refuseTransfers = (): never => refuse('transfersGone');

/**
 * Checks that the routing that a page shows is the one that this member saw last, or follows it; null only before one
 * was seen. Remembers it. Throws EnvelopeError `badSignature`.
 */
export async function keepRouting(shown: RoutingStatement | null): Promise<void> {
  await recall();
  if (source === null) return;
  if (!isNextRouting(shown, refuse) || shown === null) return;
  seeRouting(shown);
  await keep();
}

/** Checks a next routing, for which guardians do not vouch yet, so it is not remembered. */
export async function requireNextRouting(shown: RoutingStatement): Promise<void> {
  await recall();
  if (source !== null) isNextRouting(shown, refuse);
}

const remembered = ({ memberId, memory, mark, signing }: TrustSource): Memory | null =>
  rememberedOf({ memberId, memory, mark: mark(), signingKey: signing().publicKey, here: seenHere() }, refuse);

function checkAgainst(known: Memory | null, statement: DirectoryStatement, signed: SignedDirectory): void {
  if (known === null) return;
  if (statement.version === known.version && textHashOf(signed.statement) !== known.textHash) {
    refuse('directoryForked');
  }
}

/**
 * A page that was open for long reads every version since the one that it saw, each vouched for by guardians of the one
 * before.
 */
async function catchUp(): Promise<void> {
  if (source === null) return;
  const { chain } = await source.load(seenVersion(), { sequence: 0, marks: 0, transfers: 0, routing: seenRouting() });
  for (const signed of chain) next(signed);
  await keep();
}

/** Opens the list that follows the one seen. */
function next(signed: SignedDirectory): DirectoryStatement {
  if (seen !== null && seen.signed.publicKey !== signed.publicKey) refuse('countyKeyChanged');
  let statement: DirectoryStatement;
  try {
    statement = openDirectory(signed, { before: seen?.statement ?? null });
  } catch (error) {
    if (isEnvelopeError(error)) refuse('directoryUnvouched');
    throw error;
  }
  seen = { signed, statement };
  return statement;
}

/**
 * Remembers what was seen: signed on the server, so that it follows the member, and in this browser; and marks in the
 * wrapped keys that memory has begun.
 */
async function keep(): Promise<void> {
  if (source === null || seen === null) return;
  requireCompared(seen.signed.publicKey);
  const memory: Memory = {
    countyKey: seen.signed.publicKey,
    version: seen.statement.version,
    textHash: textHashOf(seen.signed.statement),
    ...seenHeads(),
    routingVersion: seenRouting().version,
    routingHash: seenRouting().textHash,
  };
  keepHere(memory);
  const from = source;
  const text = signMemory(memory, from.memberId, from.signing().seed);
  // The browser has it already, and a lost connection must not keep the member from working.
  const kept =
    text === from.memory ||
    (await from.save(text).then(
      () => true,
      () => false,
    ));
  if (!kept || source !== from) return;
  source = { ...from, memory: text };
  // The memory must lie there first, because from then on its absence is an alarm.
  await from.begin(memory.countyKey).catch(() => undefined);
}

/**
 * Before a member vouches for a county's first list, its key is compared, as it is before a list is remembered. Throws
 * EnvelopeError `badSignature` until then.
 */
export async function requireCounty(publicKey: string): Promise<void> {
  await recall();
  if (source !== null) requireCompared(publicKey);
}

/** Nothing is remembered of a county whose key this member never saw, before a person has compared it. */
function requireCompared(publicKey: string): void {
  if (countyKey === null && !isCompared(publicKey)) {
    seen = null;
    settled = null;
    askCounty(publicKey);
    throw new EnvelopeError('badSignature', 'county key not compared');
  }
  countyKey = publicKey;
}

/** Loud where a person looks on; programs that play many people (tests, the demo) have no page to spoil. */
function refuse(problem: TrustProblem): never {
  if (source !== null) failTrust(problem);
  throw new EnvelopeError('badSignature', problem);
}

/** A function, because what is seen changes while versions are followed. */
const seenStatement = (): DirectoryStatement | null => seen?.statement ?? null;
const seenVersion = (): number => seenStatement()?.version ?? 0;

const sameList = (a: SignedDirectory, b: SignedDirectory): boolean =>
  a.statement === b.statement && a.signature === b.signature && a.publicKey === b.publicKey;
