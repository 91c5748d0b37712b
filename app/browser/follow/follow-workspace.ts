import { sealManifest } from '~/contract/sealed/file-manifest';
import {
  forgetKeys,
  newestEpoch,
  openExplainedReward,
  openFirstThreadKey,
  openThreadKeys,
  openThreadMessage,
  type ThreadKeys,
  type ThreadMessage,
} from '~/contract/sealed/follow-thread';
import { sealPayee } from '~/contract/sealed/payee';
import { keyNamed, openReporterCard, type ReporterCard } from '~/contract/sealed/reporter-card';
import { type ReporterWords, sealReporterMessage } from '~/contract/sealed/thread';
import { sealWithdrawal } from '~/contract/sealed/withdrawal';
import type { SealedFollow } from '~/domain/follow/sealed-follow';
import type { BankAccount } from '~/domain/reward/payee';
import type { ExplainedReward } from '~/domain/reward/reward-order';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import type { KeyPair } from '~/envelope/key-pair';
import { keyIn, requireUnitOfKind } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { RoutingStatement } from '~/envelope/keys/routing-statement';
import type { FileEntry } from '~/envelope/report/file-parts';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { signPayee } from '~/envelope/reward/claim';
import type { SigningKey } from '~/envelope/signing';
import { listsOf } from './follow-lists';

/** A reporter's page, opened. */
export type OpenedFollow = {
  sealed: SealedFollow;
  keys: ThreadKeys;
  /** The key of the receipt code with which the reporter's statements are signed. */
  signing: SigningKey;
  /** Generations of the thread key that opened and that no certified officer signed. */
  unsigned: readonly number[];
  /** What was noted at the sending; null when it is missing, or when nobody with the thread key made it. */
  card: ReporterCard | null;
  /** The county's list, if the key that signed it is the one noted at the sending, and the routing beside it. */
  directory: DirectoryStatement | null;
  routing: RoutingStatement | null;
  messages: ThreadMessage[];
  explained: ExplainedReward | null;
};

/**
 * Opens what the server gave with the seed of the receipt code. `before` is the page as it was opened last: its lists
 * are used again when the server left them out, and no older one is accepted. Throws EnvelopeError when the thread does
 * not open, because what the server gave is then not this report's.
 */
export async function openFollow(
  sealed: SealedFollow,
  reporterSeed: Uint8Array,
  before: OpenedFollow | null = null,
): Promise<OpenedFollow> {
  const { reportId } = sealed;
  if (before && before.sealed.reportId !== reportId) throw new EnvelopeError('wrongPart', 'report');
  const wraps = sealed.wraps.map(({ keyEpoch, bytes }) => ({
    key: 'thread' as const,
    share: 'whole' as const,
    holder: 'reporter' as const,
    unitKeyId: null,
    keyEpoch,
    bytes: fromBase64(bytes),
  }));
  const thread = { reportId, wraps, reporterSeed };
  const first = await openFirstThreadKey(thread);
  const card = before?.card ?? (await openCard(sealed, first, reporterSeed));
  const { directory, former, routing } = listsOf(sealed, card, before);
  const signing = reporterSigningKey(reporterSeed);
  const signers = { current: directory ?? { members: [] }, former, reporterKey: signing.publicKey };
  const proofs = sealed.renewals.map(({ keyEpoch, bytes }) => ({ keyEpoch, bytes: fromBase64(bytes) }));
  const { keys, unsigned } = await openThreadKeys(first, { ...thread, proofs }, signers);
  const messages: ThreadMessage[] = [];
  for (const message of sealed.messages) {
    const bytes = message.bytes === null ? null : fromBase64(message.bytes);
    messages.push(await openThreadMessage(reportId, { ...message, bytes }, keys, signers));
  }
  const { reward } = sealed;
  const explained = reward && (await openExplainedReward(reward.id, fromBase64(reward.steps), keys));
  return { sealed, keys, signing, unsigned, card, directory, routing, messages, explained };
}

async function openCard(
  { reportId, card }: SealedFollow,
  thread: KeyPair,
  seed: Uint8Array,
): Promise<ReporterCard | null> {
  if (card === null) return null;
  try {
    return await openReporterCard(reportId, fromBase64(card), thread, { by: 'reporter', seed });
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

/**
 * Is the county key of the site not the one noted at the sending, or is one of its lists not properly signed, older
 * than one noted, or gone? A server that says there is no list must explain why there was one when the report was sent,
 * and so must one without the card that says so.
 */
export const isStrange = ({ sealed, card, directory }: OpenedFollow): boolean =>
  directory === null &&
  (card === null || card.seen.directory.version > 0 || sealed.directory !== null || sealed.directoryVersion > 0);

/** Is the key to which the server wants the next message sealed one that no certified officer signed? */
export const hasUnsignedKey = ({ sealed, keys, unsigned }: OpenedFollow): boolean =>
  unsigned.length > 0 || sealed.keyEpoch > newestEpoch(keys);

export type PostedReporterMessage = Record<'id' | 'sequence' | 'keyEpoch' | 'offeredEpoch' | 'bytes', string>;

/**
 * Signs and seals a message for its place in the thread, to the newest thread key that this browser opened and found
 * signed.
 */
export async function sealMessage(
  opened: OpenedFollow,
  text: string,
  id: string,
  about: ReporterWords = 'message',
): Promise<PostedReporterMessage> {
  const { reportId, nextSequence: sequence, keyEpoch: offered } = opened.sealed;
  const keyEpoch = newestEpoch(opened.keys);
  const threadRecipient = opened.keys.get(keyEpoch)?.recipient ?? '';
  const bytes = await sealReporterMessage({
    reportId,
    sequence,
    text,
    about,
    threadRecipient,
    signingSeed: opened.signing.seed,
  });
  const place = { sequence: String(sequence), keyEpoch: String(keyEpoch), offeredEpoch: String(offered) };
  return { id, ...place, bytes: toBase64(bytes) };
}

export type PostedClaim = Record<
  | 'rewardId'
  | 'payee'
  | 'payeeRecipient'
  | 'financeKey'
  | 'financeShare'
  | 'guardiansKey'
  | 'guardiansShare'
  | 'signature',
  string
>;

/**
 * Signs an account and seals it in two shares to the keys in force of finance and guardians. Throws EnvelopeError
 * `badSignature` when the county's list does not certify them as such.
 */
export async function sealClaim(opened: OpenedFollow, account: BankAccount): Promise<PostedClaim> {
  const { reward, payeeKeys } = opened.sealed;
  const rewardId = reward?.rewardId ?? null;
  if (rewardId === null || !payeeKeys) throw new EnvelopeError('badSignature', 'no payee keys');
  if (opened.card === null) throw new EnvelopeError('badSignature', 'card');
  const sealed = await sealPayee({
    rewardId,
    payee: { method: 'bank', ...account },
    finance: certified(opened, 'finance', payeeKeys.finance),
    guardians: certified(opened, 'guardians', payeeKeys.guardians),
    about: opened.card.about,
  });
  const share = (holder: 'finance' | 'guardians') => {
    const found = sealed.shares.find((one) => one.share === holder);
    return found ? toBase64(found.bytes) : '';
  };
  return {
    rewardId,
    payee: toBase64(sealed.payee),
    payeeRecipient: sealed.payeeRecipient,
    financeKey: payeeKeys.finance,
    financeShare: share('finance'),
    guardiansKey: payeeKeys.guardians,
    guardiansShare: share('guardians'),
    signature: signPayee(rewardId, sealed.payee, opened.signing.seed),
  };
}

function certified({ directory }: OpenedFollow, kind: string, unitKeyId: string) {
  const key = directory && keyIn(directory, unitKeyId);
  // The unit that the list itself names for it, whichever key of a unit the page gives.
  if (!directory || !key || requireUnitOfKind(directory, kind).unitId !== key.unitId) {
    throw new EnvelopeError('badSignature', 'unit not certified');
  }
  return { unitId: key.unitId, unitKeyId, recipient: key.recipient };
}

/** Signs the manifest of files sent later and seals it to the report key noted at the sending. Base64. */
export async function sealDelivery(opened: OpenedFollow, files: readonly FileEntry[]): Promise<string> {
  const { reportId, files: place } = opened.sealed;
  const reportRecipient = reportKeyOf(opened);
  const entries = files.map(({ fileIndex, name, type, size, hashes }) => ({ fileIndex, name, type, size, hashes }));
  const { seed: signingSeed } = opened.signing;
  const sequence = place.nextManifest;
  return toBase64(await sealManifest({ reportId, files: entries, sequence, reportRecipient, signingSeed }));
}

/** The signed statement that the report is withdrawn, sealed to the report key noted at the sending. Base64. */
export async function sealLeaving(opened: OpenedFollow): Promise<string> {
  const { sealed, signing } = opened;
  return toBase64(await sealWithdrawal(sealed.reportId, reportKeyOf(opened), signing.seed));
}

/**
 * The report key as it was noted at the sending. Throws EnvelopeError `badSignature` without a card, or for another
 * key.
 */
export function reportKeyOf({ sealed, card }: OpenedFollow): string {
  if (!card) throw new EnvelopeError('badSignature', 'card');
  return keyNamed(card.reportKey, sealed.reportRecipient);
}

/** Wipes what opened the page. */
export function closeFollow(opened: OpenedFollow): void {
  forgetKeys(opened.keys);
  opened.signing.seed.fill(0);
  opened.messages.length = 0;
}
