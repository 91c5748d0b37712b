import { useFetcher } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { REWARD_REFUSAL_REASONS } from '~/domain/reward/reward-order';
import type { ForwardedReward } from '~/services/reward/reward-higher.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { Select } from '~/ui/select';
import { SiteLanguage } from '~/ui/site-language';
import { SummaryList } from '~/ui/summary-list';
import type { rewardAction } from '~/web/reward/reward-acts.server';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { fundWords } from '~/words/reward/fund';
import { higherWords } from '~/words/reward/higher';
import { refusalText, rewardWords } from '~/words/reward/reward';

/** What waits for the level above, each with its two answers. */
export function HigherApprovals({ rows, lang }: { rows: readonly ForwardedReward[]; lang: Lang }) {
  const t = higherWords[lang];
  return (
    <section aria-labelledby="higher-title">
      <h2 className="govuk-heading-m" id="higher-title">
        {t.title}
      </h2>
      <p className="govuk-body">{t.intro}</p>
      {rows.length === 0 && <p className="govuk-body">{t.none}</p>}
      {rows.map((row) => (
        <Forwarded key={row.id} row={row} lang={lang} />
      ))}
    </section>
  );
}

function Forwarded({ row, lang }: { row: ForwardedReward; lang: Lang }) {
  const t = higherWords[lang];
  const words = rewardWords[lang];
  const money = (fen: bigint) => formatMoney(fen, lang, { exact: true });
  const amount = money(row.amount);
  const fetcher = useFetcher<typeof rewardAction>({ key: `higher-${row.id}` });
  const answer = fetcher.data;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const hidden = (
    <>
      <input type="hidden" name="proposalId" value={row.id} />
      <input type="hidden" name="shown" value={row.shown} />
    </>
  );
  const fund =
    row.fund &&
    fundWords[lang].heading(textIn(row.fund.unit, lang), row.fund.year, fundWords[lang].source[row.fund.source]);
  return (
    <div className="anshao-case-section" data-forwarded={row.order}>
      <SummaryList
        rows={[
          { key: words.number, value: row.order },
          { key: words.amount, value: <strong>{amount}</strong> },
          { key: t.unit, value: <SiteLanguage>{textIn(row.unit, lang)}</SiteLanguage> },
          ...(row.approvedOn ? [{ key: t.agreedOn, value: formatDate(row.approvedOn, lang) }] : []),
          ...(row.fund ? [{ key: words.fund, value: t.fund(fund ?? '', money(row.fund.balance)) }] : []),
        ]}
      />
      <ErrorMessage id={`higher-${row.order}-error`} message={refused ? refusalText(lang, refused) : undefined} />
      {row.own ? (
        <p className="govuk-body">{t.own}</p>
      ) : (
        <>
          <fetcher.Form method="post">
            {hidden}
            <Button name="act" value="approveHigher" disabled={fetcher.state !== 'idle'}>
              {t.approve(row.order, amount)}
            </Button>
          </fetcher.Form>
          <Details summary={words.refuse}>
            <fetcher.Form method="post">
              {hidden}
              <Select
                name="reason"
                id={`higher-reason-${row.order}`}
                label={words.reason}
                choices={choicesFrom(REWARD_REFUSAL_REASONS, words.reasons)}
                required
              />
              <Button name="act" value="returnHigher" variant="secondary" disabled={fetcher.state !== 'idle'}>
                {t.send(row.order)}
              </Button>
            </fetcher.Form>
          </Details>
        </>
      )}
    </div>
  );
}
