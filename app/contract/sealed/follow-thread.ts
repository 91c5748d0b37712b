import type { ExplainedReward } from '~/domain/reward/reward-order';
import { type EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { fingerprint, type KeyPair, keyPairFromSeed } from '~/envelope/key-pair';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { type KeyWrap, openThreadAsReporter } from './key-wraps';
import { type KeptProof, renewedRightly } from './renewal-proof';
import { explainedRewardContent, openRewardSteps } from './reward-steps';
import { openMessage } from './thread';

/** Thread keys by epoch. Epoch 0 is always there; of later ones, only those that a certified member signed. */
export type ThreadKeys = ReadonlyMap<number, KeyPair>;

/** What opens a thread: the reporter's wraps, and the seed of the receipt code. */
type ThreadToOpen = { reportId: string; wraps: readonly KeyWrap[]; reporterSeed: Uint8Array };

/**
 * The first thread key. It opens the reporter's card, which names the county's list by which later keys are checked.
 * Throws EnvelopeError: wrongKey, wrongPart (a wrap of another report lies here), damaged.
 */
export const openFirstThreadKey = ({ reportId, wraps, reporterSeed }: ThreadToOpen): Promise<KeyPair> =>
  withReporter(reporterSeed, (reporter) => openThreadAsReporter(reportId, wraps, reporter.identity));

/**
 * The first key, and the renewed keys that a member certified in `signers` made for this reporter. A key that does not
 * open is left out; so is one without a valid signature (`unsigned`), because anybody can wrap a key for a reporter.
 * Messages sealed to such keys show as unreadable, and nothing is sealed to them.
 */
export async function openThreadKeys(
  first: KeyPair,
  { reportId, wraps, reporterSeed, proofs }: ThreadToOpen & { proofs: readonly KeptProof[] },
  signers: Signers,
): Promise<{ keys: ThreadKeys; unsigned: number[] }> {
  return withReporter(reporterSeed, async ({ identity, recipient }) => {
    const opened = new Map([[0, first]]);
    for (const epoch of new Set(wraps.map((wrap) => wrap.keyEpoch ?? 0))) {
      if (epoch === 0) continue;
      const key = await openThreadAsReporter(reportId, wraps, identity, epoch).catch(nullIfSealed);
      if (key) opened.set(epoch, key);
    }
    const directories = [signers.current, ...signers.former];
    const of = { key: 'thread', scope: reportId } as const;
    const { publicKey: signing } = reporterSigningKey(reporterSeed);
    const reporter = { reporter: fingerprint(recipient), signing };
    const keys = await renewedRightly(of, opened, proofs, { directories, reporter });
    return { keys, unsigned: [...opened.keys()].filter((epoch) => !keys.has(epoch)) };
  });
}

async function withReporter<T>(seed: Uint8Array, work: (reporter: KeyPair) => Promise<T>): Promise<T> {
  const reporter = await keyPairFromSeed(seed);
  try {
    return await work(reporter);
  } finally {
    reporter.seed.fill(0);
  }
}

/** The epoch to which new messages are sealed: the newest one that this code opened and an officer signed. */
export const newestEpoch = (keys: ThreadKeys): number => Math.max(...keys.keys());

export type SealedThreadMessage = {
  sequence: number;
  from: 'reporter' | 'staff';
  keyEpoch: number;
  bytes: Uint8Array | null;
};

/**
 * `newer`: a later version of the program made it. `former`: signed by an officer whom only an older list names.
 * `notOwn`: presented as the reporter's, who did not sign it. There is a text only with null and with `former`.
 */
export type ThreadMessage = {
  sequence: number;
  text: string | null;
  problem: 'unreadable' | 'newer' | 'unverified' | 'notOwn' | 'former' | null;
};

/**
 * Whose signatures count. For messages and renewed keys: members of the list in force, and of older ones for officers
 * who have left. For what is presented as the reporter's: the reporter's own key.
 */
export type Signers = {
  current: Pick<DirectoryStatement, 'members'>;
  former: readonly Pick<DirectoryStatement, 'members'>[];
  reporterKey: string;
};

/**
 * Opens a message of the thread. `problem` tells when it does not open, or when neither the reporter nor a certified
 * officer signed it.
 */
export async function openThreadMessage(
  reportId: string,
  message: SealedThreadMessage,
  keys: ThreadKeys,
  signers: Signers,
): Promise<ThreadMessage> {
  const { sequence, from, bytes } = message;
  const key = keys.get(message.keyEpoch);
  if (!bytes || !key) return { sequence, text: null, problem: 'unreadable' };
  const kind = from === 'staff' ? 'staffMessage' : 'reporterMessage';
  const place = { reportId, sequence, kind, sealed: bytes, threadIdentity: key.identity } as const;
  const unsigned = from === 'staff' ? 'unverified' : 'notOwn';
  for (const [index, directory] of [signers.current, ...signers.former].entries()) {
    try {
      const { text } = await openMessage({ ...place, directory, reporterKey: signers.reporterKey });
      return { sequence, text, problem: index === 0 ? null : 'former' };
    } catch (error) {
      if (!isEnvelopeError(error)) throw error;
      if (error.code !== 'badSignature') return { sequence, text: null, problem: unopened(error) };
    }
  }
  return { sequence, text: null, problem: unsigned };
}

const unopened = ({ code }: EnvelopeError) => (code === 'newerVersion' ? 'newer' : 'unreadable');

/** The steps of a reward, which the officer's browser sealed; null when they do not open. */
export async function openExplainedReward(
  proposalId: string,
  sealed: Uint8Array,
  keys: ThreadKeys,
): Promise<ExplainedReward | null> {
  // The row does not say to which epoch they were sealed, so every key is tried.
  for (const [, key] of [...keys].sort(([a], [b]) => b - a)) {
    const opened = openRewardSteps(explainedRewardContent, proposalId, sealed, key.identity);
    const explained = await opened.catch(nullIfSealed);
    if (explained) return explained;
  }
  return null;
}

/** Wipes the seeds. The identities are strings, which only the garbage collector can remove. */
export function forgetKeys(keys: ThreadKeys): void {
  for (const key of keys.values()) key.seed.fill(0);
}

function nullIfSealed(error: unknown): null {
  if (isEnvelopeError(error)) return null;
  throw error;
}
