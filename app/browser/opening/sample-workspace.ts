import { checkedDirectory } from '~/browser/keys/checked-directory';
import { laterDay } from '~/browser/own-day';
import { listsOf } from '~/browser/reward/payee-workspace';
import type { SampleToOpen } from '~/contract/answers/ceremony';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import { openPayeeWith, type PayeePlain } from '~/contract/sealed/payee';
import { joinBothReleased } from '~/contract/sealed/two-share-key';
import { fromBase64 } from '~/envelope/bytes';
import { isClaimed, payeeHash } from '~/envelope/reward/claim';
import type { Workspace } from './ceremony-asker';
import { requireApproval, requireScope } from './ceremony-consent';

type Sample = Pick<SampleToOpen, 'approval' | 'lists'> & {
  payments: readonly Omit<SampleToOpen['payments'][number], 'order' | 'amount' | 'paidOn' | 'voucher'>[];
};
/** Who was paid, and whether the rewarded reporter signed for that payee. */
export type SampledPayee = { plain: PayeePlain; signed: boolean };

/**
 * In the auditor's browser, in memory only: joins finance's and guardians' released shares of each drawn payment and
 * opens who was paid. Rejects with EnvelopeError.
 */
export async function openSampleHere(
  facts: CeremonyFacts,
  given: Sample,
  today: string,
  workspace: Workspace,
): Promise<Map<string, SampledPayee>> {
  const day = laterDay(today, workspace.day);
  requireApproval(await checkedDirectory(workspace.directory), facts, given.approval, day);
  const { identity } = workspace.keyring.member().age;
  const lists = await listsOf(given.lists);
  const opened = new Map<string, SampledPayee>();
  for (const { rewardId, scope, payee, finance, guardians, claim } of given.payments) {
    requireScope(facts, scope);
    const { pair } = await joinBothReleased({
      scope,
      ceremonyId: facts.ceremonyId,
      today: day,
      first: { holder: 'guardians', share: fromBase64(guardians), identity },
      second: { holder: 'finance', share: fromBase64(finance), identity },
    });
    const sealed = fromBase64(payee);
    const signed = isClaimed({ ...claim, rewardId, payee: payeeHash(sealed) }, lists);
    opened.set(rewardId, { plain: await openPayeeWith(rewardId, sealed, pair), signed });
  }
  return opened;
}
