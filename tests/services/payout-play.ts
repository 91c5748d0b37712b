import { releaseShares } from '~/browser/reward/payee-desk';
import type { ReportDraft } from '~/domain/report/report';
import { fromBase64 } from '~/envelope/bytes';
import type { House } from '~/services/house.server';
import { today } from '~/services/house.server';
import { claimReward } from '~/services/reward/claim.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { keyringOf } from './case-desk';
import type { Cast } from './ceremony-play';
import { makeBatch, payReward, releaseBatch } from './decided-as-shown';
import type { County } from './fixtures';
import { bankClaimOf, sessionOf } from './reporter-play';
import {
  approve,
  approveFromDesk,
  bankClaim,
  confirmedCase,
  INPUTS,
  night,
  proposeFrom,
  reporterOf,
} from './reward-play';

export type BankPayee = { holder: string; bank: string; account: string };

/** A reporter claims an approved reward to a bank account; the night after it is finance's. */
export async function claimToBank(house: House, proposalId: string, payee: BankPayee): Promise<void> {
  await claimReward(house, await reporterOf(house, proposalId), bankClaim(payee));
  await night(house);
}

/** A report with its reward approved and claimed to a bank account, nothing of it released yet. */
export async function claimedCase(house: House, county: County, payee: BankPayee, changes: Partial<ReportDraft> = {}) {
  const filed = await confirmedCase(house, county, { occurredOn: today(house), ...changes });
  const { anonymity } = { ...INPUTS, ...changes };
  const proposalId = await proposeFrom(house, county, filed, { ...INPUTS, anonymity });
  const rewardId = await approve(house, county, proposalId);
  await claimToBank(house, proposalId, payee);
  return { ...filed, proposalId, rewardId };
}

/** What the guardian's browser makes of a batch. */
export async function guardianShares(house: House, cast: Cast, batchId: string) {
  const guardian = cast.of('guardians.1');
  const { guardian: page, lists, grants } = await payoutPage(house, guardian.actor);
  const batch = page?.batches.find(({ id }) => id === batchId);
  if (!batch) throw new Error('no batch');
  const shares = await releaseShares(batch, lists, grants, keyringOf(guardian));
  return shares.map((share) => ({ ...share, bytes: fromBase64(share.bytes) }));
}

/** A reward approved by a lead and claimed to an account, both as in use, in a batch that waits for a guardian. */
export async function waitingPayment(
  house: House,
  cast: Cast,
  payee: BankPayee,
  changes: Partial<ReportDraft> = {},
  lead = 'fire.lead',
) {
  const filed = await confirmedCase(house, cast, changes);
  const proposalId = await proposeFrom(house, cast, filed);
  const rewardId = await approveFromDesk(house, cast, { ...filed, proposalId }, lead);
  const session = await sessionOf(house, filed);
  const { reportId, seed } = session;
  await claimReward(house, { kind: 'reporter', reportId }, await bankClaimOf(house, session, payee));
  await night(house);
  return { ...filed, rewardId, batchId: await makeBatch(house, cast.actor('finance.1')), seed };
}

/** Finance puts what was claimed into a batch, a guardian's browser releases it, finance pays. */
export async function payOut(house: House, county: County, rewardId: string, voucher: string): Promise<void> {
  const batchId = await makeBatch(house, county.actor('finance.1'));
  await releaseBatch(house, county.actor('guardians.1'), batchId, await guardianShares(house, county, batchId));
  await payReward(house, county.actor('finance.1'), { rewardId, voucher });
}
