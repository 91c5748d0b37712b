import { withoutMarks } from './text';

/** Spaces, dashes of every kind, brackets, dots, commas and full stops, Chinese ones too. */
const BETWEEN = /[\s\p{Pd}\p{Ps}\p{Pe}\u2212\u30fc_.,·•・、，。．…'’"“”|/\\:：;；]/gu;

/**
 * A number that is a name (phone, identity number, account, one-time code) in its plain form: digits and letters in
 * upper case, and a leading plus; without anything that people write between or around them.
 */
export const plainNumber = (typed: string): string =>
  withoutMarks(typed).normalize('NFKC').replace(BETWEEN, '').toUpperCase();

/** In groups of four, as bank cards show them. */
export const inFours = (digits: string): string => digits.replace(/(.{4})(?=.)/g, '$1 ');
