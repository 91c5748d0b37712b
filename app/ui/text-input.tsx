import { classNames } from './class-names';
import { Field, type FieldProps } from './field';

type Props = FieldProps & {
  type?: 'text' | 'tel' | 'email' | 'password' | 'search' | 'number';
  defaultValue?: string | undefined;
  /** Width in characters, as a hint of how long the answer is. */
  width?: 3 | 5 | 10 | 20;
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search';
  maxLength?: number;
  /** Off for codes and names, which a spelling service must not see. */
  spellCheck?: boolean;
  required?: boolean;
  /** Written after the input: 元, %. */
  suffix?: string;
  readOnly?: boolean;
};

/** A single line of text. */
export function TextInput({
  type = 'text',
  defaultValue,
  width,
  autoComplete = 'off',
  suffix,
  spellCheck = false,
  inputMode,
  maxLength,
  required,
  readOnly,
  ...field
}: Props) {
  return (
    <Field {...field}>
      {(control) => (
        <div className={suffix ? 'govuk-input__wrapper' : undefined}>
          <input
            {...control}
            aria-describedby={classNames(control['aria-describedby'], suffix && `${control.id}-suffix`) || undefined}
            className={classNames(
              'govuk-input',
              width && `govuk-input--width-${width}`,
              field.error && 'govuk-input--error',
            )}
            type={type}
            name={field.name}
            // Invisible; by this, style sheets know whether something was typed.
            placeholder=" "
            defaultValue={defaultValue}
            autoComplete={autoComplete}
            spellCheck={spellCheck}
            inputMode={inputMode}
            maxLength={maxLength}
            required={required}
            readOnly={readOnly}
          />
          {suffix && (
            // Not read out where it stands, but with the field.
            <div className="govuk-input__suffix" aria-hidden="true" id={`${control.id}-suffix`}>
              {suffix}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}
