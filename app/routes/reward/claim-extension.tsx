import { useFetcher } from '@remix-run/react';
import { CLAIM_EXTENSION_REASONS } from '~/domain/reward/reward-order';
import type { RewardOfCase } from '~/services/reward/reward-page.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { Select } from '~/ui/select';
import type { Lang } from '~/words/language';
import { claimExtensionWords } from '~/words/reward/claim-extension';
import { refusalText } from '~/words/reward/reward';
import type { action } from './rewards';

/** The days to claim run: the lead extends them for cause, once. */
export function ClaimExtension({ lang, reward }: { lang: Lang; reward: RewardOfCase }) {
  const t = claimExtensionWords[lang];
  const fetcher = useFetcher<typeof action>();
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  return (
    <Details summary={t.title}>
      <fetcher.Form method="post" action={`/${lang}/staff/rewards`} data-claim-extension>
        <p className="govuk-body">{t.text}</p>
        <input type="hidden" name="proposalId" value={reward.id} />
        <Select
          name="reason"
          id="claim-extension-reason"
          label={t.reason}
          choices={choicesFrom(CLAIM_EXTENSION_REASONS, t.reasons)}
          required
        />
        <ErrorMessage id="claim-extension-error" message={refused ? refusalText(lang, refused) : undefined} />
        <Button name="act" value="extendClaim" variant="secondary" disabled={fetcher.state !== 'idle'}>
          {t.submit}
        </Button>
      </fetcher.Form>
    </Details>
  );
}
