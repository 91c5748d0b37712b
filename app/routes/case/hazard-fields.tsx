import type { HazardEntry, HazardField, HazardProblems } from '~/domain/case/hazard-entry';
import { LONGEST_HAZARD_TEXT } from '~/domain/case/hazard-entry';
import { HAZARD_GRADES } from '~/domain/case/hazard-kinds';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import type { FormError } from '~/ui/error-summary';
import { Radios } from '~/ui/radios';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { hazardWords } from '~/words/case/hazard';
import type { Lang } from '~/words/language';

type Props = {
  lang: Lang;
  problems: HazardProblems;
  /** What the fields begin with. */
  entry?: HazardEntry | undefined;
  /** Its limit moves by an extension only. */
  isEntered?: boolean;
};

const LINES: readonly HazardField[] = ['employer', 'board', 'site'];

/** What is wrong with an entry, for the summary at the top of its form. */
export function hazardErrors(problems: HazardProblems, lang: Lang): FormError[] {
  const t = hazardWords[lang];
  return (Object.entries(problems) as [HazardField, keyof typeof t.problems][]).map(([field, problem]) => ({
    field,
    message: t.problems[problem],
    summary: t.problemOf(t.fields[field], t.problems[problem]),
  }));
}

/** The fields of an entry: the check, the hazard, the five fixes of both notices, and the rest. */
export function HazardFields({ lang, problems, entry, isEntered = false }: Props) {
  const t = hazardWords[lang];
  const hints: Partial<Record<HazardField, string>> = t.hints;
  const given = (field: HazardField) => ({
    name: field,
    label: t.fields[field],
    hint: hints[field],
    error: problems[field] && t.problems[problems[field]],
    defaultValue: entry?.[field],
  });
  const text = (field: HazardField) =>
    LINES.includes(field) ? (
      <TextInput key={field} {...given(field)} maxLength={200} />
    ) : (
      <TextArea key={field} {...given(field)} rows={2} maxLength={LONGEST_HAZARD_TEXT} />
    );
  const grades = isEntered ? HAZARD_GRADES.filter((grade) => grade !== 'none') : HAZARD_GRADES;
  return (
    <>
      <h2 className="govuk-heading-m">{t.basics}</h2>
      {(['employer', 'board', 'site'] as const).map(text)}
      <DateInput {...given('foundOn')} />
      <Radios {...given('grade')} choices={choicesFrom(grades, t.grades)} />
      <h2 className="govuk-heading-m">{t.found}</h2>
      {(['description', 'basis'] as const).map(text)}
      <Radios {...given('onOwnList')} choices={choicesFrom(['yes', 'no'], t.ownList)} inline />
      <h2 className="govuk-heading-m">{t.fixes}</h2>
      <p className="govuk-hint">{t.fixesHint}</p>
      {(['goal', 'responsibility', 'measures', 'funds'] as const).map(text)}
      {isEntered ? <input type="hidden" name="dueOn" value={entry?.dueOn ?? ''} /> : <DateInput {...given('dueOn')} />}
      {(['contingency', 'plan', 'interim'] as const).map(text)}
      <h2 className="govuk-heading-m">{t.other}</h2>
      {text('difficulty')}
    </>
  );
}
