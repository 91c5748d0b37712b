import { useFetcher } from '@remix-run/react';
import { DraftForm } from '~/routes/staff/draft-form';
import type { CashCounter } from '~/services/reward/cash-counter.server';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { LocalizedInput } from '~/ui/localized-input';
import { NotificationBanner } from '~/ui/notification-banner';
import { useRounds } from '~/ui/rounds';
import { ShownField } from '~/ui/shown-field';
import type { payoutAction } from '~/web/reward/payout-acts.server';
import type { Lang } from '~/words/language';
import { cashWords } from '~/words/reward/cash';
import { type Refused, refusalText } from '~/words/reward/reward';

type Props = { counter: CashCounter | null; shown: string; lang: Lang };

/** Where and when cash is paid out, as claimants read it; unfolded while nobody has entered it. */
export function CashPlace({ counter, shown, lang }: Props) {
  const t = cashWords[lang];
  const fetcher = useFetcher<typeof payoutAction>({ key: 'cash-place' });
  const saved = fetcher.data && 'done' in fetcher.data ? fetcher.data : null;
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const round = useRounds(saved);
  const error = (field: string) => (refused ? placeError(lang, refused, field) : undefined);
  const inField = refused?.field?.startsWith('place.') || refused?.field?.startsWith('hours.');
  return (
    <>
      {saved && (
        <NotificationBanner success told={saved}>
          {t.placeSaved}
        </NotificationBanner>
      )}
      <Details summary={t.placeTitle} open={counter === null || refused !== null}>
        {counter === null && <p className="govuk-body">{t.placeNone}</p>}
        <DraftForm place="payouts#counter" fetcher={fetcher} key={round} data-cash-place="">
          <ErrorMessage id="cash-place-error" message={refused && !inField ? refusalText(lang, refused) : undefined} />
          <ShownField loaded={shown} told={refused?.data?.shown} />
          <LocalizedInput
            name="place"
            label={(_, isDefault) => (isDefault ? t.place : t.placeOther)}
            hint={(language) => cashWords[language].placeHint}
            values={counter?.places}
            error={error}
            maxLength={120}
          />
          <LocalizedInput
            name="hours"
            label={(_, isDefault) => (isDefault ? t.hours : t.hoursOther)}
            hint={(language) => cashWords[language].hoursHint}
            values={counter?.hours}
            error={error}
            maxLength={120}
          />
          <Button name="act" value="counter" variant="secondary" disabled={fetcher.state !== 'idle'}>
            {t.placeSave}
          </Button>
        </DraftForm>
      </Details>
    </>
  );
}

/** What is wrong with one field; for a colleague's change since, what stands there now. */
function placeError(lang: Lang, refused: Refused, field: string): string | undefined {
  const t = cashWords[lang];
  const { rule, fields, values } = refused.data ?? {};
  if (rule === 'changedMeanwhile') {
    const at = Array.isArray(fields) ? fields.indexOf(field) : -1;
    return at < 0 || !Array.isArray(values) ? undefined : t.changed(String(values[at]));
  }
  if (refused.field !== field) return undefined;
  return rule === 'missing' || rule === 'tooLong' ? t.placeWrong[rule] : refusalText(lang, refused);
}
