import { type DirectoryStatement, openDirectory, type SignedDirectory } from '~/envelope/directory';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { type Memory, openMemory, readMemory, signMemory, textHashOf } from '~/envelope/memory';
import { failTrust, type TrustProblem, trustProblem } from './trust-problem';

/** The log's newest signed head, and the hash that the chain has today at the sequence that was asked for. */
export type LogView = { head: { sequence: number; head: string } | null; at: string | null };
/** Every directory from a version on, oldest first, and the log as the server now shows it. */
export type TrustAnswer = { chain: SignedDirectory[]; log: LogView };

/** How a page reaches what the member remembers: the memory kept on the server, the member's keys, the server's answer. */
export type TrustSource = {
  memberId: string;
  memory: string | null;
  signing: () => { seed: Uint8Array; publicKey: string };
  load: (sinceVersion: number, logSequence: number) => Promise<TrustAnswer>;
  save: (memory: string) => Promise<void>;
};

const STORAGE = 'anshao.seen';

let source: TrustSource | null = null;
let settled: Promise<void> | null = null;
let seen: { signed: SignedDirectory; statement: DirectoryStatement } | null = null;
let log: LogView['head'] = null;

/**
 * Says where to recall from; nothing is asked for before the first directory is to be checked. Another member on the
 * same page begins anew.
 */
export function recallFrom(given: TrustSource): void {
  if (source?.memberId === given.memberId) return;
  source = given;
  settled = null;
}

/**
 * The directory after checking all that this browser can know of it: signatures, the two guardians who stood in the list
 * seen before, the county key, version and log head that this member and this browser remember. Throws EnvelopeError
 * `badSignature`, and then for everything that follows on this page: what was tampered with once is not tried again.
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

/** The same where the server says that there is no list yet, which it may not say once one was seen. */
export async function checkedDirectoryIfAny(signed: SignedDirectory | null): Promise<DirectoryStatement | null> {
  if (signed !== null) return checkedDirectory(signed);
  await recall();
  return seen === null ? null : refuse('directoryGone');
}

/** Recalls what was seen and compares it with what the server now shows; done once a page. */
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
}

async function settle(from: TrustSource): Promise<void> {
  const known = remembered(from);
  const answer = await from.load(known?.version ?? 0, known?.logSequence ?? 0);
  seen = null;
  for (const signed of answer.chain) {
    // First, so that the alarm names the cause: under another key no signature holds either.
    if (known !== null && signed.publicKey !== known.countyKey) refuse('countyKeyChanged');
    checkAgainst(known, next(signed), signed);
  }
  if (known !== null) {
    const [oldest] = answer.chain;
    if (oldest === undefined) refuse('directoryGone');
    if (known.version > 0 && seenVersion() < known.version) refuse('directoryOlder');
    // The list that was remembered must stand at the chain's foot: a later one may not vouch for itself.
    if (known.version > 0 && textHashOf(oldest.statement) !== known.textHash) refuse('directoryForked');
    const shortened = (answer.log.head?.sequence ?? 0) < known.logSequence;
    if (known.logSequence > 0 && (shortened || answer.log.at !== known.logHead)) refuse('logForked');
  }
  log = answer.log.head;
  await keep();
}

/** The newest of what the member signed and what this browser keeps for itself; they must tell of one county. */
function remembered(from: TrustSource): Memory | null {
  const own = readMemory(browserStore()?.getItem(STORAGE) ?? null);
  let signed: Memory | null = null;
  try {
    signed = from.memory === null ? null : openMemory(from.memory, from.memberId, from.signing().publicKey);
  } catch (error) {
    if (!isEnvelopeError(error) || error.code !== 'badSignature') throw error;
    refuse('memoryForged');
  }
  if (own === null || signed === null) return signed ?? own;
  if (own.countyKey !== signed.countyKey) refuse('countyKeyChanged');
  const newest = own.version > signed.version ? own : signed;
  const log = own.logSequence > signed.logSequence ? own : signed;
  return { ...newest, logSequence: log.logSequence, logHead: log.logHead };
}

function checkAgainst(known: Memory | null, statement: DirectoryStatement, signed: SignedDirectory): void {
  if (known === null) return;
  if (statement.version === known.version && textHashOf(signed.statement) !== known.textHash) {
    refuse('directoryForked');
  }
}

/** On a page open for long: every version since the one seen, each vouched for by guardians of the one before. */
async function catchUp(): Promise<void> {
  if (source === null) return;
  const { chain } = await source.load(seenVersion(), 0);
  for (const signed of chain) next(signed);
  await keep();
}

/** Opens the next list after the one seen. */
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

/** Remembers what was seen: signed on the server, so that it follows the member, and in this browser. */
async function keep(): Promise<void> {
  if (source === null || seen === null) return;
  const memory: Memory = {
    countyKey: seen.signed.publicKey,
    version: seen.statement.version,
    textHash: textHashOf(seen.signed.statement),
    logSequence: log?.sequence ?? 0,
    logHead: log?.head ?? '',
  };
  browserStore()?.setItem(STORAGE, JSON.stringify(memory));
  const text = signMemory(memory, source.memberId, source.signing().seed);
  if (text === source.memory) return;
  const from = source;
  // The browser has it already; a lost connection must not keep the member from working.
  await from.save(text).catch(() => undefined);
  if (source === from) source = { ...from, memory: text };
}

/** Loud where a person looks on; programs that play many people (tests, the demo) have no page to spoil. */
function refuse(problem: TrustProblem): never {
  if (source !== null) failTrust(problem);
  throw new EnvelopeError('badSignature', problem);
}

const seenVersion = (): number => seen?.statement.version ?? 0;

const sameList = (a: SignedDirectory, b: SignedDirectory): boolean =>
  a.statement === b.statement && a.signature === b.signature && a.publicKey === b.publicKey;

/** Null where there is none: on the server, in tests, and where the browser forbids it. */
function browserStore(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
