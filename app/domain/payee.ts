import { plainNumber } from './typed/number';
import { withoutMarks } from './typed/text';

/** Where a reward is paid to by bank. */
export type BankAccount = { holder: string; bank: string; account: string };

export const PAYEE_LIMITS = { holder: 60, bank: 80 } as const;
const ACCOUNT = /^\d{8,32}$/;

/**
 * A checked account, or the first field that is wrong. Names are trimmed; an account number is 8 to 32 digits, with
 * spaces, hyphens and full-width digits allowed in typing.
 */
export function checkPayee(typed: Readonly<Record<keyof BankAccount, unknown>>): BankAccount | keyof BankAccount {
  const [holder, bank] = [textOf(typed.holder), textOf(typed.bank)];
  if (holder === '' || holder.length > PAYEE_LIMITS.holder) return 'holder';
  if (bank === '' || bank.length > PAYEE_LIMITS.bank) return 'bank';
  const account = plainNumber(textOf(typed.account).slice(0, 80));
  return ACCOUNT.test(account) ? { holder, bank, account } : 'account';
}

const textOf = (value: unknown): string => (typeof value === 'string' ? withoutMarks(value).trim() : '');
