import { useFetcher } from '@remix-run/react';
import { NOTICE_METHODS } from '~/domain/reward/reward-order';
import type { RewardOfCase } from '~/services/reward/reward-page.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { ErrorMessage } from '~/ui/error-message';
import { Radios } from '~/ui/radios';
import type { Lang } from '~/words/language';
import { refusalText, rewardWords } from '~/words/reward/reward';
import type { action } from './rewards';

/** Approved, and not yet seen by the reporter: records how they were told, from which the days to claim count. */
export function RewardNotice({ lang, reward }: { lang: Lang; reward: RewardOfCase }) {
  const t = rewardWords[lang];
  const fetcher = useFetcher<typeof action>();
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  return (
    <fetcher.Form method="post" action={`/${lang}/staff/rewards`} data-reward-notice>
      <h3 className="govuk-heading-s">{t.notice.waiting}</h3>
      <p className="govuk-body">{t.notice.text}</p>
      <input type="hidden" name="proposalId" value={reward.id} />
      <Radios
        name="method"
        label={t.notice.method}
        choices={choicesFrom(NOTICE_METHODS, t.notice.methods(reward.order))}
        required
      />
      <ErrorMessage id="reward-notice-error" message={refused ? refusalText(lang, refused) : undefined} />
      <Button name="act" value="notify" variant="secondary" disabled={fetcher.state !== 'idle'}>
        {t.notice.submit}
      </Button>
    </fetcher.Form>
  );
}
