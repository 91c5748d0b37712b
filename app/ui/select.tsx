import type { Choice } from './choice';
import { classNames } from './class-names';
import { Field, type FieldProps } from './field';
import { useCommon } from './language';
import { useSiteLang } from './site-language';

/** Choices under a heading, as towns under their county. */
export type ChoiceGroup = { readonly label: string; readonly choices: readonly Choice[] };

type Props = FieldProps & {
  choices: readonly (Choice | ChoiceGroup)[];
  defaultValue?: string | undefined;
  /** The empty first line; false leaves it out where an answer is always set. */
  placeholder?: string | false;
  required?: boolean;
};

/** One answer out of many, from a list that opens. */
export function Select({ choices, defaultValue, placeholder, required, ...field }: Props) {
  const words = useCommon();
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className={classNames('govuk-select', field.error && 'govuk-select--error')}
          name={field.name}
          defaultValue={defaultValue ?? ''}
          required={required}
        >
          {placeholder !== false && <option value="">{placeholder ?? words.pleaseChoose}</option>}
          {choices.map((entry) =>
            'choices' in entry ? (
              <optgroup label={entry.label} key={entry.label}>
                {entry.choices.map((one) => (
                  <Option choice={one} key={one.value} />
                ))}
              </optgroup>
            ) : (
              <Option choice={entry} key={entry.value} />
            ),
          )}
        </select>
      )}
    </Field>
  );
}

function Option({ choice: { value, label } }: { choice: Choice }) {
  const siteLang = useSiteLang(label);
  return (
    <option value={value} lang={siteLang}>
      {label}
    </option>
  );
}
