import { LONGEST_TEXT } from '~/browser/case/act-form';
import type { CaseField } from '~/domain/acts/act';
import type { CaseActName } from '~/domain/acts/case-acts';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import { TextArea } from '~/ui/text-area';
import { fieldWordsOf } from '~/words/case/act-fields';
import { caseWords } from '~/words/case/case';
import type { ActsProps } from './use-case-acts';

export type ActFormProps = ActsProps & { act: CaseActName; errors: Record<string, string> };

/** Names are stable; ids contain the act, because several forms stand on the page. */
export const fieldOf = ({ act, errors }: Pick<ActFormProps, 'act' | 'errors'>, name: string) => ({
  name,
  id: `${act}-${name}`,
  error: errors[name],
});

/** The text of an act, which is sealed before it is sent. */
export function ActText({
  label,
  hint,
  ...props
}: Pick<ActFormProps, 'act' | 'errors'> & { label: string; hint?: string }) {
  return <TextArea {...fieldOf(props, 'text')} label={label} hint={hint} maxLength={LONGEST_TEXT} rows={5} />;
}

/** More choices than these are shown as a list that opens. */
const MAX_RADIOS = 5;

/** A field as the act's row describes it. */
export function ActField({ name, field, ...props }: ActFormProps & { name: string; field: CaseField }) {
  const { act, lang, page, today } = props;
  const words = fieldWordsOf(act, name, lang);
  const common = { ...fieldOf(props, name), label: words?.label ?? '', hint: words?.hint };
  switch (field.kind) {
    case 'text':
      return <TextArea {...common} maxLength={LONGEST_TEXT} rows={name === 'text' ? 5 : 3} />;
    case 'day':
      return <DateInput {...common} defaultValue={field.latest === 'today' ? today : undefined} />;
    case 'choice': {
      const choices = choicesFrom(field.choices, words?.choices ?? {});
      return choices.length > MAX_RADIOS ? (
        <Select {...common} choices={choices} />
      ) : (
        <Radios {...common} choices={choices} />
      );
    }
    case 'officer':
      return (
        <Select
          {...common}
          placeholder={caseWords[lang].chooseOfficer}
          choices={page.officers.map(({ memberId, name: label }) => ({ value: memberId, label }))}
        />
      );
  }
}
