import { useFetcher } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { YEAR_ENDS } from '~/domain/reward/fund-year';
import { DraftForm } from '~/routes/staff/draft-form';
import type { NamedFund } from '~/services/reward/fund.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import type { fundAction } from '~/web/reward/fund-acts.server';
import { formatMoney, type Lang } from '~/words/language';
import { fundWords } from '~/words/reward/fund';
import { fundYearWords } from '~/words/reward/fund-year';
import { refusalText } from '~/words/reward/reward';

type Props = { funds: readonly (NamedFund & { shown: string })[]; year: number; lang: Lang };

/** Closes a year that is over: what is left goes to this year's fund, or back to the treasury. */
export function FundClosing({ funds, year, lang }: Props) {
  const t = fundYearWords[lang].close;
  const words = fundWords[lang];
  const fetcher = useFetcher<typeof fundAction>({ key: 'fund-close' });
  const answer = fetcher.data;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const message = refused ? refusalText(lang, refused) : undefined;
  const voucher = refused?.field === 'voucher';
  const choices = funds.map((one) => ({
    value: `${one.id} ${one.shown}`,
    label: t.choice(
      words.heading(textIn(one.unit, lang), one.year, words.source[one.source]),
      formatMoney(one.balance, lang, { exact: true }),
    ),
  }));
  return (
    <Details summary={t.title} open={refused !== null}>
      <DraftForm place="funds#close" fetcher={fetcher} data-close-fund>
        <p className="govuk-body">{t.lead(year)}</p>
        <ErrorMessage id="close-fund-error" message={voucher ? undefined : message} />
        <Select name="fund" id="close-fund" label={t.which} choices={choices} required />
        <Radios name="end" label={t.end} choices={choicesFrom(YEAR_ENDS, t.ends(year))} required />
        <TextInput
          name="voucher"
          id="close-voucher"
          label={t.voucher}
          hint={t.voucherHint}
          error={voucher ? message : undefined}
          maxLength={80}
          width={20}
        />
        <Button name="act" value="close" variant="warning" disabled={fetcher.state !== 'idle'}>
          {t.submit}
        </Button>
      </DraftForm>
    </Details>
  );
}
