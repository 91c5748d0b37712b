import type { BankAccount } from '~/domain/reward/payee';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { countyInfo } from '~/services/county/county.server';
import { type OpenSession, ownCard } from '~/services/follow/follow-thread.server';
import { withdrawalOf, withdrawReport } from '~/services/follow/follow-withdraw.server';
import type { House } from '~/services/house.server';

/** A session of the plain way, as the code opens it. */
export async function sessionOf(
  house: House,
  { code, reportId }: { code: string; reportId: string },
): Promise<OpenSession> {
  const { salt } = await countyInfo(house.db);
  const { reporter } = await receiptKeys(code, salt, house.argon2id);
  return { reportId, seed: reporter.seed };
}

/** A claim to an account in the plain way. */
export const bankClaimOf = async (house: House, session: OpenSession, payee: BankAccount) =>
  ({ method: 'bank', payee, seed: session.seed, about: (await ownCard(house, session)).about }) as const;

/** The reporter takes the report back in the plain way. */
export async function takeBack(house: House, filed: { code: string; reportId: string }) {
  return withdrawReport(house, filed.reportId, await withdrawalOf(house, await sessionOf(house, filed)));
}
