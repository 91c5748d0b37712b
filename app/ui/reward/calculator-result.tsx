import type { CalculatedReward } from '~/domain/reward/calculated-reward';
import { DataTable } from '~/ui/data-table';
import { Inset } from '~/ui/inset';
import { formatMoney, type Lang } from '~/words/language';
import { calculatorWords } from '~/words/reward/calculator';
import { vocabularyWords } from '~/words/vocabulary';
import { RewardSteps } from './reward-steps';

/** The amount with its steps, and what would change it. */
export function CalculatorResult({ calculated, lang }: { calculated: CalculatedReward; lang: Lang }) {
  const words = calculatorWords[lang];
  const { amountFen, steps, refusedBecause, changes, shares } = calculated;
  const refusals = vocabularyWords[lang].rewardRefusals;
  const money = (fen: bigint) => formatMoney(fen, lang);
  return (
    <section id="calculated" aria-labelledby="calculated-title" data-calculated={String(amountFen)}>
      <h3 className="govuk-heading-s" id="calculated-title">
        {words.result}
      </h3>
      {refusedBecause ? (
        <Inset>{words.none(refusals[refusedBecause])}</Inset>
      ) : (
        <RewardSteps steps={steps} amount={amountFen} lang={lang} />
      )}
      {shares.length > 1 && !refusedBecause && <p className="govuk-body">{jointText(shares, lang)}</p>}
      <DataTable
        caption={words.changesTitle}
        columns={[
          {
            key: 'change',
            title: words.change,
            head: true,
            cell: ({ code, fineFen }) => words.changes[code](fineFen === undefined ? '' : money(fineFen)),
          },
          {
            key: 'becomes',
            // Some answers are sentences, which a column of numbers would not break into lines.
            title: words.becomes,
            cell: (one) => (one.refusedBecause ? words.noneStep(refusals[one.refusedBecause]) : money(one.amountFen)),
          },
        ]}
        rows={changes}
        rowKey={({ code }) => code}
      />
    </section>
  );
}

function jointText(shares: readonly bigint[], lang: Lang): string {
  const words = calculatorWords[lang];
  const [most = 0n, least = most] = [shares[0], shares.at(-1)];
  const [first, last] = [formatMoney(most, lang), formatMoney(least, lang)];
  return words.joint(shares.length, most === least ? first : words.jointApart(first, last));
}
