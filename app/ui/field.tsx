import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { ErrorMessage } from './error-message';

/**
 * What every form control takes beside its own props: the id is the name, so that an error summary can link to '#name'.
 */
export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** A sentence in the page's language, or undefined when the answer is accepted. */
  error?: string | undefined;
  id?: string | undefined;
  /** Makes the label large, for a page that asks one question. */
  labelSize?: 's' | 'm' | 'l';
};

/** The attributes that the control inside a Field must have. */
export type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

/** One control with its label, hint and error; the error stands between hint and control and is announced with it. */
export function Field({
  name,
  label,
  hint,
  error,
  id = name,
  labelSize,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  return (
    <div className={classNames('govuk-form-group', error && 'govuk-form-group--error')}>
      <label className={classNames('govuk-label', labelSize && `govuk-label--${labelSize}`)} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <ErrorMessage id={`${id}-error`} message={error} />
      {children({
        id,
        'aria-describedby': describedBy(id, hint, error),
        'aria-invalid': error ? true : undefined,
      })}
    </div>
  );
}

/** The ids of hint and error of a control or group, or undefined when it has neither. */
export function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  return classNames(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined;
}
