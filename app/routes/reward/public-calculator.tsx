import type { Situation } from '~/domain/county/situation-list';
import type { askedReward } from '~/domain/reward/calculated-reward';
import { Button } from '~/ui/button';
import { CalculatorFields } from '~/ui/reward/calculator-form';
import { CalculatorResult } from '~/ui/reward/calculator-result';
import { DepartmentField, type DepartmentRules } from '~/ui/reward/rule-tiers';
import { situationChoices } from '~/ui/reward/situation-choices';
import { useSectors } from '~/ui/sectors';
import type { Lang } from '~/words/language';
import { calculatorWords } from '~/words/reward/calculator';

type Props = {
  lang: Lang;
  situations: readonly Situation[];
  asked: ReturnType<typeof askedReward>;
  departments: DepartmentRules;
  unit: string | undefined;
};

/** Its address holds what is asked, which is no secret and names nobody; it works without scripts. */
export function PublicCalculator({ lang, asked, situations, departments, unit }: Props) {
  const words = calculatorWords[lang];
  const { nameOf } = useSectors(lang);
  return (
    <section aria-labelledby="calculator">
      <h2 className="govuk-heading-m" id="calculator">
        {words.title}
      </h2>
      <p className="govuk-body">{words.lead}</p>
      {asked?.calculated && <CalculatorResult calculated={asked.calculated} lang={lang} />}
      <form method="get" action={`/${lang}/rewards#calculator`} className="anshao-calculator" noValidate>
        <CalculatorFields
          lang={lang}
          asked={asked}
          situations={situationChoices(situations, nameOf, lang)}
          before={<DepartmentField lang={lang} departments={departments} unit={unit} />}
        >
          <Button variant="secondary">{words.submit}</Button>
        </CalculatorFields>
      </form>
    </section>
  );
}
