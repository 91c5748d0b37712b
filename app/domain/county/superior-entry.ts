import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import type { Shown } from '~/domain/shown-entry';
import { type FirstDayProblem, readFirstDay } from '~/domain/typed/first-day';
import { plainLine } from '~/domain/typed/text';
import { LANGS } from '~/domain/vocabulary';
import { type FieldProblem, namesShown, plainName, readNames } from './register-entry';

/** The level above, outside the county, as guardians sign it. */
export type SuperiorEntry = {
  names: Localized;
  address: Localized | null;
  phone: string | null;
  mail: string | null;
  /** None, or two people who each can open what is sealed for it. */
  holders: { post: string; recipient: string }[];
  others: { names: Localized; phone: string }[];
};

/** How a file or a print reaches the superior. */
export const SENDING_WAYS = ['carried', 'post', 'mail'] as const;
export type SendingWay = (typeof SENDING_WAYS)[number];

/** Two people, so that what is sealed can be read when one of them is away. */
export const HOLDERS = 2;
export const MAX_OTHERS = 3;
const LONGEST_TEXT = 200;

/** What the form asks, as it was typed; both lists are filled up with empty entries. */
export type TypedSuperior = {
  names: Localized;
  address: Localized;
  phone: string;
  mail: string;
  holders: readonly { post: string; recipient: string }[];
  others: readonly { names: Localized; phone: string }[];
  fromDay: string;
};

export type SuperiorProblem =
  | FirstDayProblem
  | 'phone'
  | FieldProblem['problem']
  | 'mail'
  | 'noReach'
  | 'recipient'
  | 'weakRecipient'
  | 'secretKey'
  | 'bothHolders'
  | 'samePerson';
export type SuperiorFieldProblem = { field: string; problem: SuperiorProblem };

type Read = { ok: true; entry: SuperiorEntry; fromDay: IsoDate } | { ok: false; problems: SuperiorFieldProblem[] };
type Say = (field: string, problem: SuperiorProblem | null) => void;

/**
 * The checked entry, or else what is wrong, by field. `isRecipient` says whether a text is the public half of a key of
 * the kind that we seal to, since the rules know no cryptography.
 */
export function readSuperior(typed: TypedSuperior, today: IsoDate, isRecipient: (text: string) => boolean): Read {
  const problems: SuperiorFieldProblem[] = [];
  const say: Say = (field, problem) => problem !== null && problems.push({ field, problem });
  const registered: FieldProblem[] = [];
  const names = readNames('name', typed.names, registered);
  problems.push(...registered);
  const address = readAddress(typed.address, say);
  const phone = readPhone('phone', typed.phone, say);
  const mail = readMail(typed.mail, say);
  if (address === null && phone === null && mail === null) say('phone', 'noReach');
  const holders = readHolders(typed.holders, say, isRecipient);
  const others = readOthers(typed.others, say);
  const day = readFirstDay(typed.fromDay, today);
  if ('problem' in day) say('fromDay', day.problem);
  if (problems.length > 0 || 'problem' in day) return { ok: false, problems };
  return { ok: true, entry: { names, address, phone, mail, holders, others }, fromDay: day.day };
}

/** The form values of an entry. */
export function superiorShown(entry: SuperiorEntry | null): Shown {
  const lists = Array.from({ length: HOLDERS }, (_, at) => [
    [`post${at}`, entry?.holders[at]?.post ?? ''],
    [`recipient${at}`, entry?.holders[at]?.recipient ?? ''],
  ]).flat();
  const others = Array.from({ length: MAX_OTHERS }, (_, at) => ({
    ...namesShown(`other${at}`, entry?.others[at]?.names ?? {}),
    [`otherPhone${at}`]: entry?.others[at]?.phone ?? '',
  }));
  return {
    ...namesShown('name', entry?.names ?? {}),
    ...namesShown('address', entry?.address ?? {}),
    phone: entry?.phone ?? '',
    mail: entry?.mail ?? '',
    ...Object.fromEntries(lists),
    ...Object.assign({}, ...others),
  };
}

function readAddress(typed: Localized, say: Say): Localized | null {
  const read = LANGS.map((lang) => [lang, plainName(typed[lang] ?? '')] as const);
  for (const [lang, text] of read) if (text.length > LONGEST_TEXT) say(`address.${lang}`, 'tooLong');
  const filled = read.filter(([, text]) => text !== '');
  return filled.length === 0 ? null : Object.fromEntries(filled);
}

function readPhone(field: string, typed: string, say: Say): string | null {
  const number = plainLine(typed);
  if (number !== '' && !/^[0-9+()\-\s/,、;；转]{3,60}$/.test(number)) say(field, 'phone');
  return number || null;
}

function readMail(typed: string, say: Say): string | null {
  const mail = plainLine(typed);
  if (mail !== '' && (mail.length > LONGEST_TEXT || !/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(mail))) {
    say('mail', 'mail');
  }
  return mail || null;
}

/**
 * Two holders or none. A second one without a key of their own holds the first one's: a key that two people keep is as
 * good as two keys.
 */
function readHolders(
  typed: TypedSuperior['holders'],
  say: Say,
  isRecipient: (text: string) => boolean,
): SuperiorEntry['holders'] {
  // A key is copied from a letter or a mail, where it may have been broken into lines.
  const read = typed.map(({ post, recipient }) => ({
    post: plainName(post),
    recipient: plainLine(recipient).replace(/\s+/g, '').toLowerCase(),
  }));
  if (read.every(({ post, recipient }) => post === '' && recipient === '')) return [];
  const shared = read[0]?.recipient ?? '';
  const holders = read.map(({ post, recipient }) => ({ post, recipient: recipient || shared }));
  holders.forEach(({ post, recipient }, at) => {
    if (post === '') say(`post${at}`, 'bothHolders');
    if (post.length > LONGEST_TEXT) say(`post${at}`, 'tooLong');
    if (at === 0 || recipient !== shared) say(`recipient${at}`, keyProblem(recipient, isRecipient));
  });
  const posts = holders.map(({ post }) => post);
  if (posts[0] !== '' && posts[0] === posts[1]) say('post1', 'samePerson');
  return holders;
}

function keyProblem(recipient: string, isRecipient: (text: string) => boolean): SuperiorProblem | null {
  if (recipient.startsWith('age-secret-key-')) return 'secretKey';
  if (isRecipient(recipient)) return null;
  return recipient.startsWith('age1') && !recipient.startsWith('age1pq1') ? 'weakRecipient' : 'recipient';
}

function readOthers(typed: TypedSuperior['others'], say: Say): SuperiorEntry['others'] {
  return typed.flatMap((one, at) => {
    const empty = one.phone.trim() === '' && Object.values(one.names).every((name) => plainName(name) === '');
    if (empty) return [];
    const wrong: FieldProblem[] = [];
    const names = readNames(`other${at}`, one.names, wrong);
    for (const { field, problem } of wrong) say(field, problem);
    const phone = readPhone(`otherPhone${at}`, one.phone, say);
    if (phone === null) say(`otherPhone${at}`, 'missing');
    return [{ names, phone: phone ?? '' }];
  });
}
