import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { sealedPart } from '#db/schema/casework';
import { forgetKeys, newestEpoch } from '~/contract/sealed/follow-thread';
import { type ReporterWords, sealReporterMessage } from '~/contract/sealed/thread';
import type { Act } from '~/domain/acts/table';
import { Refusal } from '~/domain/refusal';
import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import { isBlank } from '~/domain/typed/text';
import { isUuid } from '~/domain/uuid';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { addReporterMessage } from '~/services/case/case-message.server';
import { requireSealed } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { lookAsReporter } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { actId } from './act-id.server';
import { lockOwn } from './follow-files.server';
import { openReview } from './follow-objection.server';
import { type OpenSession, ownThreadKeys } from './follow-thread.server';

export const MAX_MESSAGE = 4000;

/**
 * Stores what the reporter writes, signed with the receipt code's key and sealed, with its place in the thread, to the
 * newest thread key that the session's seed opens and an officer signed; the row may name another one. The same words
 * from the same `page` are stored once, however often they are posted.
 */
export async function sendReporterMessage(
  ctx: Context,
  session: OpenSession,
  typed: string,
  { page = randomUUID(), about = 'message' }: { page?: string | undefined; about?: ReporterWords } = {},
): Promise<void> {
  const text = typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
  if (isBlank(text)) throw new Refusal('invalid', { field: about, data: { rule: 'missing' } });
  if (text.length > MAX_MESSAGE) throw new Refusal('invalid', { field: about, data: { rule: 'tooLong' } });
  if (holdsReceiptCode(text)) throw new Refusal('invalid', { field: about, data: { rule: 'receiptCode' } });
  const { reportId } = session;
  const id = actId(session.seed, about, [page, text]);
  if (await lookAsReporter(ctx, reportId, (db) => isKept(db, reportId, id))) return;
  const keys = await ownThreadKeys(ctx, session);
  const keyEpoch = keys ? newestEpoch(keys) : 0;
  const threadRecipient = keys?.get(keyEpoch)?.recipient;
  if (keys) forgetKeys(keys);
  const { seed: signingSeed } = reporterSigningKey(session.seed);
  await write(ctx, reportId, about, async ({ tx, sequence }) => {
    if (await isKept(tx, reportId, id)) return null;
    if (threadRecipient === undefined) throw new Refusal('expired', { field: about });
    const message = { reportId, sequence, text, about, threadRecipient, signingSeed };
    return { sequence, keyEpoch, id, bytes: await sealReporterMessage(message) };
  });
}

/** A message that the reporter's browser sealed. */
export type SealedReporterMessage = {
  /** Made in the browser, so that the same message sent twice is stored once. */
  messageId: string;
  sequence: number;
  /** Generation of the thread key to which it is sealed. */
  keyEpoch: number;
  /**
   * The newest generation that the browser was told of. It is higher than `keyEpoch` where the browser found no
   * officer's signature for that key.
   */
  offeredEpoch: number;
  bytes: Uint8Array;
};

/**
 * Stores a message sealed in the browser. Refusals: `invalid` (message), `conflict` (data: `next` sequence, `keyEpoch`)
 * when another message took its place, or the thread has a newer key than the browser was told of; the browser then
 * looks again and seals anew. A key that it was told of and did not believe is no reason to refuse the message.
 */
export async function sendSealedMessage(
  ctx: Context,
  reportId: string,
  message: SealedReporterMessage,
  about: ReporterWords = 'message',
): Promise<void> {
  const { messageId, bytes } = message;
  if (!isUuid(messageId)) throw new Refusal('invalid', { field: 'message' });
  requireSealed(bytes, 'message');
  if (bytes.length > MAX_SEALED_MESSAGE) throw new Refusal('invalid', { field: 'message' });
  if (await lookAsReporter(ctx, reportId, (db) => isKept(db, reportId, messageId))) return;
  await write(ctx, reportId, about, async ({ tx, sequence, keyEpoch }) => {
    if (await isKept(tx, reportId, messageId)) return null;
    const known = message.offeredEpoch === keyEpoch && message.keyEpoch >= 0 && message.keyEpoch <= keyEpoch;
    if (message.sequence !== sequence || !known) {
      throw new Refusal('conflict', { field: 'message', data: { next: sequence, keyEpoch } });
    }
    return { sequence, bytes, keyEpoch: message.keyEpoch, id: messageId };
  });
}

/** The longest text in three-byte characters, as JSON, padded and sealed. */
const MAX_SEALED_MESSAGE = 64 * 1024;

async function isKept(db: Db | Tx, reportId: string, messageId: string): Promise<boolean> {
  const same = and(eq(sealedPart.id, messageId), eq(sealedPart.reportId, reportId));
  return (await db.$count(sealedPart, same)) > 0;
}

type Place = { tx: Tx; sequence: number; keyEpoch: number };
type Written = { sequence: number; keyEpoch: number; bytes: Uint8Array; id?: string };

const ACT = { message: 'report.message', objection: 'report.object' } as const satisfies Record<ReporterWords, Act>;

/**
 * The act behind both ways: locks the thread, and lets `seal` make the message for the next place (null: it is stored
 * already). An objection besides opens the review of the case, or is refused by its rule.
 */
async function write(
  ctx: Context,
  reportId: string,
  about: ReporterWords,
  seal: (place: Place) => Promise<Written | null>,
): Promise<void> {
  const actor = { kind: 'reporter', reportId } as const;
  const act = ACT[about];
  await perform(ctx, actor, act, `report:${reportId}`, async ({ tx, today, within }) => {
    within({ reportId });
    const { own, row } = await lockOwn(tx, reportId);
    const { threadRecipient, nextSequence: sequence } = own;
    if (threadRecipient === null) throw new Refusal('expired', { field: about });
    const message = await seal({ tx, sequence, keyEpoch: row.keyEpoch });
    if (!message) return;
    if (about === 'objection') await openReview(ctx, tx, { own, row }, today);
    await addReporterMessage(tx, { ...message, reportId, row, act, actor, madeOn: today });
  });
}
