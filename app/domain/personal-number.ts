import { isIsoDate } from './dates';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The 18th character of a citizen identity number from its first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function idNumberCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
}

/** Is this (already plain) text an 18-character citizen identity number: region, real birth date, check character? */
export function isIdNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  return isIsoDate(birth) && birth >= '1850-01-01' && idNumberCheckCharacter(text) === text[17];
}

/**
 * Any document that says who somebody is, in plain form: a citizen's identity number, a residence permit numbered like
 * one, a passport, a permit of Hong Kong, Macau or Taiwan, or a foreigner's older residence permit. What looks like a
 * citizen's number must be a valid one, so that slips of the finger are noticed.
 */
export function isIdentityDocument(text: string): boolean {
  if (isIdNumber(text)) return true;
  return (
    /^\d{8,9}$/.test(text) || (/^[A-Z\d]{6,15}$/.test(text) && /[A-Z]/.test(text.slice(0, -1)) && /\d{4}/.test(text))
  );
}

/** A mainland mobile or landline number, with or without +86, or any number in international form (E.164). */
export function isPhone(text: string): boolean {
  const home = text.replace(/^(\+|00)86/, '');
  return /^1[3-9]\d{9}$/.test(home) || /^0[1-9]\d{1,2}\d{7,8}$/.test(home) || /^\+[1-9]\d{6,14}$/.test(text);
}
