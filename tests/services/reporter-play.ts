import type { BankAccount } from '~/domain/reward/payee';
import { receiptKeys } from '~/envelope/report/receipt-code';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { type OpenSession, ownCard } from '~/services/follow/follow-thread.server';
import { withdrawalOf, withdrawReport } from '~/services/follow/follow-withdraw.server';

/** A session of the plain form, as the code opens it. */
export async function sessionOf(
  ctx: Context,
  { code, reportId }: { code: string; reportId: string },
): Promise<OpenSession> {
  const { salt } = await countyInfo(ctx.db);
  const { reporter } = await receiptKeys(code, salt, ctx.argon2id);
  return { reportId, seed: reporter.seed };
}

/** A claim to an account by the plain form. */
export const bankClaimOf = async (ctx: Context, session: OpenSession, payee: BankAccount) =>
  ({ method: 'bank', payee, seed: session.seed, about: (await ownCard(ctx, session)).about }) as const;

/** The reporter withdraws the report by the plain form. */
export async function takeBack(ctx: Context, filed: { code: string; reportId: string }) {
  return withdrawReport(ctx, filed.reportId, await withdrawalOf(ctx, await sessionOf(ctx, filed)));
}
