import { Form } from '@remix-run/react';
import type { TriedField, TypedTry } from '~/contract/posted/duty-trial-forms';
import { textIn } from '~/domain/localized';
import { MATTERS } from '~/domain/vocabulary';
import type { triedPage } from '~/services/county/tried-case.server';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { ErrorSummary } from '~/ui/error-summary';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import { dutyTrialWords } from '~/words/county/duty-trial';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

type Choices = Pick<Awaited<ReturnType<typeof triedPage>>, 'areas' | 'units'>;
type Props = {
  lang: Lang;
  choices: Choices;
  typed: TypedTry | null;
  wrong: readonly TriedField[];
  told: object | undefined;
};

/** The form's id: the button of the preview, further down, keeps what is typed in it. */
export const TRIAL_FORM = 'duty-trial';

/** A made-up report, by what decides where one goes. */
export function DutyTrialForm({ lang, choices, typed, wrong, told }: Props) {
  const words = dutyTrialWords[lang];
  const { matters } = vocabularyWords[lang];
  const sectors = useSectors(lang).all;
  const message = (field: TriedField) => {
    const texts: Partial<Record<TriedField, string>> = words.wrong;
    return wrong.includes(field) ? texts[field] : undefined;
  };
  const errors = wrong.map((field) => ({ field, message: message(field) ?? '' }));
  const named = (list: Choices['units']) => list.map(({ value, names }) => ({ value, label: textIn(names, lang) }));
  return (
    <section aria-labelledby="try-case">
      <h2 className="govuk-heading-m" id="try-case">
        {words.tryTitle}
      </h2>
      <p className="govuk-body">{words.tryText}</p>
      <ErrorSummary errors={errors} told={told} />
      <Form method="post" id={TRIAL_FORM} noValidate>
        <Select
          name="matter"
          label={words.matter}
          error={message('matter')}
          choices={choicesFrom(MATTERS, matters)}
          defaultValue={typed?.matter}
        />
        <Select
          name="sector"
          label={words.sector}
          error={message('sector')}
          choices={sectors}
          defaultValue={typed?.sector}
        />
        <Select
          name="area"
          label={words.area}
          error={message('area')}
          choices={named(choices.areas)}
          defaultValue={typed?.area}
          placeholder={words.anyArea}
        />
        <TextInput
          name="employer"
          label={words.employer}
          hint={words.employerHint}
          defaultValue={typed?.employer}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
        <TextInput
          name="site"
          label={words.site}
          hint={words.siteHint}
          defaultValue={typed?.site}
          autoComplete="off"
          spellCheck={false}
          width={10}
          maxLength={20}
        />
        <Checkboxes
          name="deaths"
          label={<span className="govuk-visually-hidden">{words.deaths}</span>}
          choices={[{ value: 'yes', label: words.deaths }]}
          defaultValues={typed?.deaths === 'yes' ? ['yes'] : []}
        />
        <Select
          name="accused"
          label={words.accused}
          error={message('accused')}
          choices={named(choices.units)}
          defaultValue={typed?.accused}
          placeholder={words.nobody}
        />
        <Button name="act" value="try">
          {words.submit}
        </Button>
      </Form>
    </section>
  );
}
