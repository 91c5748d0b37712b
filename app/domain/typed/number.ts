import { plainLine, withoutMarks } from './text';

/** Spaces, dashes of every kind, brackets, dots, commas and full stops, including Chinese ones. */
const BETWEEN = /[\s\p{Pd}\p{Ps}\p{Pe}\u2212\u30fc_.,·•・、，。．…'’"“”|/\\:：;；]/gu;

/**
 * The plain form of a number that identifies something (phone, identity number, account, one-time code): digits,
 * letters in upper case and a leading plus, without anything that people write between or around them.
 */
export const plainNumber = (typed: string): string =>
  withoutMarks(typed).normalize('NFKC').replace(BETWEEN, '').toUpperCase();

/** The number in groups of four, as bank cards show it. */
export const inGroupsOfFour = (digits: string): string => digits.replace(/(.{4})(?=.)/g, '$1 ');

/**
 * A telephone number as it shall stand on a notice: grouped as it was typed, with plain digits, brackets and dashes and
 * without a stop at the end. Words for an extension stay.
 */
export const shownPhone = (typed: string): string =>
  plainLine(typed)
    .replace(/[\p{Pd}\u2212\u30fc]/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/[。．.,，、;；]+$/, '');
