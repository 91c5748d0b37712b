import type { Context } from '~/services/context.server';
import { type Addressee, dutyAddresses } from '~/services/county/duty-address.server';
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

export type Notice = { words: Words<MailWords>; page: string; counts?: readonly number[] };

/**
 * The one way to send mail: to the duty addresses of the first in `order` who has any; false, with a line in the log,
 * where nobody has.
 */
export async function notify(
  ctx: Context,
  order: readonly Addressee[],
  { words, page, counts }: Notice,
): Promise<boolean> {
  const to = await dutyAddresses(ctx.db, order);
  if (to.length === 0) {
    ctx.log('notice.noAddress');
    return false;
  }
  await ctx.mail.send({ to: to.join(', '), ...bilingualMail(ctx.origin, words, page, counts) });
  return true;
}
