import { Form } from '@remix-run/react';
import type { Situation } from '~/domain/county/situation-list';
import type { askedReward } from '~/domain/reward/calculated-reward';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { CalculatorFields } from '~/ui/reward/calculator-form';
import { CalculatorResult } from '~/ui/reward/calculator-result';
import { situationChoices } from '~/ui/reward/situation-choices';
import { useSectors } from '~/ui/sectors';
import { SiteLanguage } from '~/ui/site-language';
import { formatDate, type Lang } from '~/words/language';
import { calculatorWords } from '~/words/reward/calculator';

export type Simulated = {
  /** The day as typed, and as read; null where it is no day. */
  typed: string;
  day: string | null;
  legalBasis: string;
  situations: readonly Situation[];
  asked: ReturnType<typeof askedReward>;
};

/** An officer's trial by the county's rule of any day. */
export function RewardSimulation({ lang, simulated }: { lang: Lang; simulated: Simulated }) {
  const words = calculatorWords[lang];
  const { nameOf } = useSectors(lang);
  const { typed, day, legalBasis, asked } = simulated;
  const wrong = day === null ? [{ field: 'day', message: words.dayProblem }] : [];
  return (
    <section aria-labelledby="simulation">
      <h2 className="govuk-heading-m" id="simulation">
        {words.staffTitle}
      </h2>
      <p className="govuk-body">{words.staffLead}</p>
      {asked?.calculated && day !== null && (
        <>
          <p className="govuk-body">
            {words.underRule(formatDate(day, lang))}
            <br />
            <SiteLanguage>{legalBasis}</SiteLanguage>
          </p>
          <CalculatorResult calculated={asked.calculated} lang={lang} />
        </>
      )}
      <Form method="get" className="anshao-calculator" noValidate preventScrollReset>
        <CalculatorFields
          lang={lang}
          asked={asked}
          situations={situationChoices(simulated.situations, nameOf, lang)}
          more={wrong}
          before={<DateInput name="day" label={words.day} defaultValue={typed} error={wrong[0]?.message} />}
        >
          <Button variant="secondary">{words.submit}</Button>
        </CalculatorFields>
      </Form>
    </section>
  );
}
