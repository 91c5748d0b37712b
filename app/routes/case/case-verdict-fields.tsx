import { askedFields } from '~/browser/case/act-form';
import { ACCIDENT_FIELDS, accidentIn } from '~/domain/report/accident-entry';
import { accidentSanction } from '~/domain/report/accident-sanction';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import { choicesFrom } from '~/ui/choice';
import { Fieldset } from '~/ui/fieldset';
import { Select } from '~/ui/select';
import { SummaryList } from '~/ui/summary-list';
import { TextInput } from '~/ui/text-input';
import { accidentWords } from '~/words/case/accident';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { ActField, type ActFormProps, fieldOf } from './case-act-field';

const COUNTS = ['accidentDeaths', 'accidentConcealed', 'accidentInjuries'] as const;

/** The fields of a verdict, and what is known of the accident where it is on a concealed one. */
export function VerdictFields(props: ActFormProps) {
  const { act, page } = props;
  return (
    <>
      {askedFields(act, page.facts).map(([name, field]) => (
        <ActField key={name} name={name} field={field} {...props} />
      ))}
      {page.grades && <AccidentFields {...props} />}
    </>
  );
}

function AccidentFields(props: ActFormProps) {
  const t = accidentWords[props.lang];
  return (
    <Fieldset name="accident" label={t.title} hint={t.hint}>
      {COUNTS.map((name) => (
        <TextInput key={name} {...fieldOf(props, name)} label={t.fields[name]} inputMode="numeric" width={5} />
      ))}
      <TextInput
        {...fieldOf(props, 'accidentLoss')}
        label={t.fields.accidentLoss}
        hint={t.lossHint}
        inputMode="decimal"
        width={10}
      />
      <Select
        {...fieldOf(props, 'accidentGrade')}
        label={t.fields.accidentGrade}
        hint={t.gradeHint}
        choices={choicesFrom(ACCIDENT_GRADES, vocabularyWords[props.lang].accidentGrades)}
      />
    </Fieldset>
  );
}

/** What a finding says of the accident, and which sanctions follow from it; nothing where it is about none. */
export function AccidentSaid({ lang, content }: { lang: Lang; content: Record<string, string> }) {
  const t = accidentWords[lang];
  const said = accidentIn(content);
  if (said === null) return null;
  const shown = { ...said, accidentGrade: vocabularyWords[lang].accidentGrades[said.accidentGrade] };
  const rows = ACCIDENT_FIELDS.map((name) => ({ key: t.fields[name], value: shown[name] }));
  const proposed = { key: t.sanction, value: t.sanctions[accidentSanction(said)] };
  return <SummaryList plain rows={[...rows, proposed]} />;
}
