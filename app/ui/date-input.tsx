import { classNames } from './class-names';
import { Field, type FieldProps } from './field';
import { useCommon } from './language';

type Props = FieldProps & { defaultValue?: string | undefined; required?: boolean };

/**
 * A date as text, YYYY-MM-DD. Plain text is used rather than the browser's calendar, which speaks the browser's
 * language and is hard to use with a keyboard or a screen reader; the page parses 2025-9-30, 20250930 and 2025年9月30日
 * alike.
 */
export function DateInput({ defaultValue, required, hint, ...field }: Props) {
  const words = useCommon();
  return (
    <Field {...field} hint={hint ?? words.dateHint}>
      {(control) => (
        <input
          {...control}
          className={classNames('govuk-input govuk-input--width-10', field.error && 'govuk-input--error')}
          type="text"
          name={field.name}
          defaultValue={defaultValue}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          required={required}
        />
      )}
    </Field>
  );
}
