import { CASH_CODE_DIGITS } from '~/domain/reward/cash';
import type { Context } from '~/services/context.server';

/**
 * The code a reporter tells at the counter instead of naming an account. It is derived from the server's secret and
 * the reward, not stored: the follow page can show it again, a copy of the database cannot.
 */
export function cashCodeOf(ctx: Pick<Context, 'secret'>, rewardId: string): string {
  const tag = ctx.secret.tag('cash-code', rewardId);
  const number = BigInt(`0x${tag.slice(0, 16)}`) % 10n ** BigInt(CASH_CODE_DIGITS);
  return String(number).padStart(CASH_CODE_DIGITS, '0');
}
