import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTotpSecret, totpCode } from '~/services/staff/totp.server';
import { type Command, UsageError } from './command';

const STEP_MS = 30_000;

/**
 * `anshao totp LOGIN` (a demo account, from `$ANSHAO_DATA/demo/accounts.json`) or `anshao totp --secret SECRET`: the
 * present six-digit code. JSON: { code, seconds }, where `seconds` is how long it stays valid. Needs no database.
 */
export const run: Command = async ({ args, json, environment, print }) => {
  const now = Date.now();
  const code = totpCode(secretFrom(args, environment.data), now);
  print(json ? JSON.stringify({ code, seconds: Math.ceil((STEP_MS - (now % STEP_MS)) / 1_000) }) : code);
  return 0;
};

function secretFrom([first, second, ...more]: string[], data: string): string {
  if (!first || more.length > 0) throw new UsageError('Give a login or --secret SECRET.');
  if (first === '--secret') {
    const secret = (second ?? '').replace(/\s/g, '').toUpperCase();
    if (!isTotpSecret(secret)) throw new UsageError('The secret must be base32 of at least 32 letters.');
    return secret;
  }
  if (second !== undefined) throw new UsageError('Give one login.');
  const account = demoAccounts(data).find(({ login }) => login === first);
  if (!account) throw new UsageError(`There is no demo account "${first}".`);
  return account.totpSecret;
}

function demoAccounts(data: string): { login: string; totpSecret: string }[] {
  try {
    return JSON.parse(readFileSync(join(data, 'demo', 'accounts.json'), 'utf8'));
  } catch {
    throw new UsageError('There is no demo in this data folder.');
  }
}
