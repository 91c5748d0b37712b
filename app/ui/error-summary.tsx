import { useCommon } from './language';

/**
 * One error: the field's name (its id on the page) and the sentence to show; no field when it concerns the whole form.
 * `summary`: the sentence at the top, where the one beside the field does not say which it is.
 */
export type FormError = {
  readonly field?: string | undefined;
  readonly message: string;
  readonly summary?: string | undefined;
};

/** All errors of a form at its top, each a link to its field. Nothing when there are none. */
export function ErrorSummary({ errors }: { errors: readonly FormError[] }) {
  const words = useCommon();
  if (errors.length === 0) return null;
  return (
    <div className="govuk-error-summary" role="alert" tabIndex={-1} id="error-summary">
      <h2 className="govuk-error-summary__title">{words.errorSummaryTitle}</h2>
      <ul className="govuk-list govuk-error-summary__list">
        {errors.map(({ field, message, summary = message }) => (
          <li key={`${field ?? ''} ${message}`}>{field ? <a href={`#${field}`}>{summary}</a> : summary}</li>
        ))}
      </ul>
    </div>
  );
}
