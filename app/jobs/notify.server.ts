import { createHash } from 'node:crypto';
import type { DutyProblem } from '~/domain/county/duty-standing';
import type { DutyEvent } from '~/domain/county/roster';
import type { Context } from '~/services/context.server';
import { type Addressee, entryOf, type Reach, whoIsTold } from '~/services/county/duty-address.server';
import { recordOutcome } from '~/services/county/duty-outcome.server';
import { mailProblem } from '~/services/mail.server';
import { JobWaits } from '~/services/outbox.server';
import { WebhookError } from '~/services/webhook.server';
import type { Words } from '~/words/define';
import { LANGS } from '~/words/language';

/** Words of a mail. Where the text takes something, it takes numbers, so nothing of a report can get into one. */
export type MailWords = { subject: string; text: string | ((...counts: number[]) => string) };

/**
 * A mail in every language of the site, because nobody knows which one its reader reads, each with its link to a staff
 * page.
 */
export function bilingualMail(origin: string, words: Words<MailWords>, page: string, counts: readonly number[] = []) {
  const subject = LANGS.map((lang) => words[lang].subject).join(' / ');
  const parts = LANGS.map((lang) => {
    const { text } = words[lang];
    return `${typeof text === 'string' ? text : text(...counts)}\n${origin}/${lang}/staff/${page}\n`;
  });
  return { subject, text: parts.join('\n') };
}

export type Notice = {
  words: Words<MailWords>;
  page: string;
  counts?: readonly number[];
  event: DutyEvent | 'test';
  /** The job's key: each try of a message has the same id. */
  key: string;
};

/**
 * Tells those on duty of the first in `order` who has any; false, with a line in the log, where nobody has. One way that
 * fails keeps nobody else from being told; only where all fail does the job come again.
 */
export async function notify(ctx: Context, order: readonly Addressee[], notice: Notice & { event: DutyEvent }) {
  const reaches = await whoIsTold(ctx, ctx.db, order, notice.event);
  if (reaches.length === 0) {
    ctx.log('notice.noAddress');
    return false;
  }
  const tries = await Promise.allSettled(reaches.map((reach) => sendAlong(ctx, reach, notice)));
  const failed = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (failed.length === tries.length) throw failed[0];
  return true;
}

/** The one way to send something: along one way, whose outcome is kept for the page of the roster. Throws what failed. */
export async function sendAlong(ctx: Context, reach: Reach, notice: Notice): Promise<void> {
  const entryId = entryOf(reach);
  const { way } = reach;
  try {
    await (way === 'mail' ? sendMail(ctx, reach, notice) : sendHook(ctx, reach, notice));
  } catch (error) {
    if (entryId !== null && !(error instanceof JobWaits)) {
      await recordOutcome(ctx, { entryId, way }, { state: 'refused', ...whyNot(way, error) });
    }
    throw error;
  }
  if (entryId !== null) await recordOutcome(ctx, { entryId, way }, { state: 'sent' });
}

const sendMail = (ctx: Context, { address, way }: Reach, { words, page, counts, key }: Notice): Promise<void> =>
  ctx.mail.send({ to: address, id: idOf(key, way, address), ...bilingualMail(ctx.origins[0], words, page, counts) });

const sendHook = (ctx: Context, { address, way }: Reach, { counts, event, key }: Notice): Promise<void> => {
  const [number] = event === 'test' ? (counts ?? []) : [];
  const message = { id: idOf(key, way, address), event, target: address };
  return ctx.webhook.send(number === undefined ? message : { ...message, number });
};

/** Says nothing of the job to whoever sees it. */
const idOf = (...of: string[]): string => createHash('sha256').update(of.join('\n')).digest('hex').slice(0, 32);

function whyNot(way: Reach['way'], error: unknown): { problem: DutyProblem; said: string | null } {
  if (way === 'mail') return mailProblem(error);
  if (!(error instanceof WebhookError)) return { problem: 'unexpected', said: null };
  return { problem: error.problem, said: error.status === null ? null : `HTTP ${error.status}` };
}
