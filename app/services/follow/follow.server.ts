import { randomUUID, timingSafeEqual } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { report, sealedPart } from '#db/schema/casework';
import { forgetKeys, newestEpoch } from '~/contract/sealed/follow-thread';
import { sealReporterMessage } from '~/contract/sealed/thread';
import { Refusal } from '~/domain/refusal';
import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import { isBlank } from '~/domain/typed/text';
import { isUuid } from '~/domain/uuid';
import { fromBase64 } from '~/envelope/bytes';
import { lookupHash, parseReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { addReporterMessage } from '~/services/case/case-message.server';
import { requireSealed } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { publicCounty } from '~/services/county/county.server';
import { lookAsReporter } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { actId } from './act-id.server';
import { lockOwn } from './follow-files.server';
import type { TypedWords } from './follow-sessions.server';
import { type OpenSession, ownThreadKeys } from './follow-thread.server';

export const MAX_MESSAGE = 4000;

/**
 * Opens the reporter's page with a receipt code; returns the cookie of a short session. Refusals: `invalid` (code: not
 * a code at all), `notFound` (code: no report has it; takes the same time as one that has), `busy`, `notOpen`.
 * `wordsOf` is what was typed on that report's page before it locked itself.
 */
export async function openByCode(
  ctx: Context,
  typed: string,
  wordsOf: (reportId: string) => TypedWords = () => ({}),
): Promise<string> {
  const code = parseReceiptCode(typed);
  if (code === null) throw new Refusal('invalid', { field: 'code' });
  const salt = await codeSalt(ctx);
  const { lookupToken, reporter } = await receiptKeys(code, salt, ctx.argon2idForCodes);
  const reportId = await reportOf(ctx, lookupToken);
  const cookie =
    reportId === null ? null : ctx.followSessions.open({ reportId, seed: reporter.seed }, wordsOf(reportId));
  reporter.seed.fill(0);
  lookupToken.fill(0);
  if (cookie === null) throw new Refusal('notFound', { field: 'code' });
  return cookie;
}

/** Is this number the receipt code of the open page? Asked where people may type a number of 20 digits. */
export async function isOwnCode(ctx: Context, { seed }: Pick<OpenSession, 'seed'>, typed: string): Promise<boolean> {
  const code = parseReceiptCode(typed);
  if (code === null) return false;
  const { reporter } = await receiptKeys(code, await codeSalt(ctx), ctx.argon2idForCodes);
  const own = timingSafeEqual(reporter.seed, seed);
  reporter.seed.fill(0);
  return own;
}

/** What keys are derived with from codes; Refusal `notOpen` before set-up. */
async function codeSalt(ctx: Context): Promise<Uint8Array> {
  const info = await publicCounty(ctx);
  if (!info) throw new Refusal('notOpen');
  return info.salt;
}

/** 32 bytes in URL-safe Base64 without padding. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Opens the page for a browser that derived the keys itself and sends only the lookup token: there is no Argon2 here,
 * and the session has no seed. Refusal `notFound` (code), the same for tokens of any other shape.
 */
export async function openSealed(ctx: Context, lookupToken: string): Promise<string> {
  const token = TOKEN.test(lookupToken) ? fromBase64(lookupToken) : new Uint8Array(32);
  const found = await reportOf(ctx, token);
  token.fill(0);
  if (found === null) throw new Refusal('notFound', { field: 'code' });
  return ctx.followSessions.open({ reportId: found, seed: null });
}

async function reportOf(ctx: Context, lookupToken: Uint8Array): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.lookupHash, lookupHash(lookupToken)), isNull(report.supersededBy)));
  return row?.id ?? null;
}

/**
 * Stores what the reporter writes, signed with the receipt code's key and sealed, with its place in the thread, to the
 * newest thread key that the session's seed opens and an officer signed; the row may name another one. The same words
 * from the same `page` are stored once, however often they are posted.
 */
export async function sendReporterMessage(
  ctx: Context,
  session: OpenSession,
  typed: string,
  page: string = randomUUID(),
): Promise<void> {
  const text = typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
  if (isBlank(text)) throw new Refusal('invalid', { field: 'message', data: { rule: 'missing' } });
  if (text.length > MAX_MESSAGE) throw new Refusal('invalid', { field: 'message', data: { rule: 'tooLong' } });
  if (holdsReceiptCode(text)) throw new Refusal('invalid', { field: 'message', data: { rule: 'receiptCode' } });
  const { reportId } = session;
  const id = actId(session.seed, 'message', [page, text]);
  if (await lookAsReporter(ctx, reportId, (db) => isKept(db, reportId, id))) return;
  const keys = await ownThreadKeys(ctx, session);
  const keyEpoch = keys ? newestEpoch(keys) : 0;
  const threadRecipient = keys?.get(keyEpoch)?.recipient;
  if (keys) forgetKeys(keys);
  const { seed: signingSeed } = reporterSigningKey(session.seed);
  await write(ctx, reportId, async ({ tx, sequence }) => {
    if (await isKept(tx, reportId, id)) return null;
    if (threadRecipient === undefined) throw new Refusal('expired', { field: 'message' });
    const message = { reportId, sequence, text, threadRecipient, signingSeed };
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
export async function sendSealedMessage(ctx: Context, reportId: string, message: SealedReporterMessage): Promise<void> {
  const { messageId, bytes } = message;
  if (!isUuid(messageId)) throw new Refusal('invalid', { field: 'message' });
  requireSealed(bytes, 'message');
  if (bytes.length > MAX_SEALED_MESSAGE) throw new Refusal('invalid', { field: 'message' });
  if (await lookAsReporter(ctx, reportId, (db) => isKept(db, reportId, messageId))) return;
  await write(ctx, reportId, async ({ tx, sequence, keyEpoch }) => {
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

/**
 * The act behind both ways: locks the thread, and lets `seal` make the message for the next place (null: it is stored
 * already).
 */
async function write(ctx: Context, reportId: string, seal: (place: Place) => Promise<Written | null>): Promise<void> {
  const actor = { kind: 'reporter', reportId } as const;
  await perform(ctx, actor, 'report.message', `report:${reportId}`, async ({ tx, today, within }) => {
    within({ reportId });
    const { own, row } = await lockOwn(tx, reportId);
    const { threadRecipient, nextSequence: sequence } = own;
    if (threadRecipient === null) throw new Refusal('expired', { field: 'message' });
    const message = await seal({ tx, sequence, keyEpoch: row.keyEpoch });
    if (message) await addReporterMessage(tx, { ...message, reportId, row, actor, madeOn: today });
  });
}
