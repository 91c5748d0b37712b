import { addDays, type IsoDate } from '~/domain/dates';
import { LANGS } from '~/words/language';

type Facts = { contact: string; origin: string; today: IsoDate };

/** RFC 9116 asks for less than a year; half of it, so that a copy somebody keeps is not out of date at once. */
const GOOD_FOR_DAYS = 180;

/** `security.txt` by RFC 9116: whom to tell of a weakness of the site. */
export function securityText({ contact, origin, today }: Facts): string {
  const lines = [
    ['Contact', contact],
    ['Expires', `${addDays(today, GOOD_FOR_DAYS)}T00:00:00Z`],
    ['Preferred-Languages', LANGS.join(', ')],
    ['Canonical', `${origin}/.well-known/security.txt`],
    ...LANGS.map((lang) => ['Policy', `${origin}/${lang}/security`]),
  ];
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('');
}
