import { classNames } from './class-names';
import { Field, type FieldProps } from './field';

type Props = FieldProps & {
  defaultValue?: string | undefined;
  rows?: number;
  maxLength?: number;
  required?: boolean;
};

/** Several lines of text. The browser's spelling service is off: it may send the text away. */
export function TextArea({ defaultValue, rows = 6, maxLength, required, ...field }: Props) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          className={classNames('govuk-textarea', field.error && 'govuk-textarea--error')}
          name={field.name}
          rows={rows}
          maxLength={maxLength}
          required={required}
          defaultValue={defaultValue}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </Field>
  );
}
