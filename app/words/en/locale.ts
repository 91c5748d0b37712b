import type { Shape } from '~/words/define';
import type { localeWords as zh } from '~/words/zh/locale';

export const EN_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const localeWords: Shape<typeof zh> = {
  htmlLang: 'en',
  dateLocale: 'en-GB',
  ownName: 'English',
  written: (language) => language,
  date: (year, month, day) => `${day} ${EN_MONTHS[month - 1] ?? ''} ${year}`,
  month: (year, month) => `${EN_MONTHS[month - 1] ?? ''} ${year}`,
  money: (amount, negative) => (negative ? `−¥${amount.slice(1)}` : `¥${amount}`),
  list: ', ',
  colon: ': ',
  comma: ', ',
  space: ' ',
  aside: (text, aside) => `${text} (${aside})`,
};
