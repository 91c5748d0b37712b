import { plainNumber } from '~/domain/typed/number';
import { withoutMarks } from '~/domain/typed/text';

/** The bank account to which a reward is paid. */
export type BankAccount = { holder: string; bank: string; account: string };

export const PAYEE_LIMITS = { holder: 60, bank: 80 } as const;
const ACCOUNT = /^\d{8,32}$/;

/**
 * The checked account, or the first field that is wrong. Names are trimmed; an account number is 8 to 32 digits, typed
 * also with spaces, hyphens and full-width digits.
 */
export function checkPayee(typed: Readonly<Record<keyof BankAccount, unknown>>): BankAccount | keyof BankAccount {
  const [holder, bank] = [textOf(typed.holder), textOf(typed.bank)];
  if (holder === '' || holder.length > PAYEE_LIMITS.holder) return 'holder';
  if (bank === '' || bank.length > PAYEE_LIMITS.bank) return 'bank';
  const account = plainNumber(textOf(typed.account).slice(0, 80));
  return ACCOUNT.test(account) ? { holder, bank, account } : 'account';
}

const textOf = (value: unknown): string => (typeof value === 'string' ? withoutMarks(value).trim() : '');

/**
 * Whether the check digit of a bank card fits (Luhn, ISO/IEC 7812-1); null for a number that no card has. Accounts of
 * firms and savings books need not have one, so a failed check warns and refuses nothing.
 */
export function cardCheck(account: string): boolean | null {
  if (!/^\d{13,19}$/.test(account)) return null;
  const sum = [...account].reverse().reduce((total, digit, at) => {
    const worth = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (worth > 9 ? worth - 9 : worth);
  }, 0);
  return sum % 10 === 0;
}

/**
 * What the person has to look at before an account is sealed: its number in groups of four, and whether it may be
 * mistyped.
 */
export type AccountCheck = 'look' | 'lookTwice';
export const accountCheck = (account: string): AccountCheck => (cardCheck(account) === false ? 'lookTwice' : 'look');
