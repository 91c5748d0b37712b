import type { OpenedCase } from '~/browser/case/case-workspace';
import type { RewardForCase } from '~/services/reward/reward-page.server';
import { Details } from '~/ui/details';
import { formatMoney, type Lang } from '~/words/language';
import { revisionWords } from '~/words/reward/revision';
import { RewardProposal } from './reward-proposal';
import { useEarlier } from './use-earlier';

type Props = { lang: Lang; caseId: string; opened: OpenedCase; reward: RewardForCase };

/** The penalty changed after the reward was approved or paid: the same form, for what it comes to now. */
export function RewardRevision({ lang, caseId, opened, reward }: Props) {
  const t = revisionWords[lang];
  const granted = useEarlier(opened, reward.earlier);
  if (reward.earlier === null) return null;
  const { id, how } = reward.earlier;
  return (
    <Details summary={t.title}>
      <p className="govuk-body">{t.hint[how]}</p>
      {granted === null ? (
        <p className="govuk-body">{t.unreadable}</p>
      ) : (
        <>
          <p className="govuk-body">{t.before(formatMoney(granted.beforeFen, lang, { exact: true }))}</p>
          <RewardProposal lang={lang} caseId={caseId} opened={opened} reward={reward} revising={{ ...granted, id }} />
        </>
      )}
    </Details>
  );
}
