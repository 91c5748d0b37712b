import { timingSafeEqual } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { report } from '#db/schema/casework';
import { Refusal } from '~/domain/refusal';
import { fromBase64 } from '~/envelope/bytes';
import { lookupHash, parseReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import type { Context } from '~/services/context.server';
import { publicCounty } from '~/services/county/county.server';
import type { TypedWords } from './follow-sessions.server';
import type { OpenSession } from './follow-thread.server';

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
