import { useCommon } from './language';
import { TAKES_FOCUS, useTakenFocus } from './taken-focus';

/**
 * One error: the field's name (its id on the page) and the sentence to show; no field when it concerns the whole form.
 * `summary` is the sentence at the top, for when the one beside the field does not say which field it is.
 */
export type FormError = {
  readonly field?: string | undefined;
  readonly message: string;
  readonly summary?: string | undefined;
};

type Props = {
  errors: readonly FormError[];
  /**
   * The answer from which they come, a new object each time: with each new one they take the focus, also where they are
   * word for word the same. `page` where no script asks again, and the errors come with the page.
   */
  told: object | 'page' | null | undefined;
};

/**
 * All errors of a form at its top, each a link to its field; they take the focus. Renders nothing when there are none.
 */
export function ErrorSummary({ errors, told }: Props) {
  return errors.length === 0 ? null : <Errors errors={errors} told={told} />;
}

function Errors({ errors, told }: Props) {
  const words = useCommon();
  const box = useTakenFocus<HTMLDivElement>(told);
  return (
    <div className="govuk-error-summary" role="alert" id="error-summary" ref={box} {...TAKES_FOCUS}>
      <h2 className="govuk-error-summary__title">{words.errorSummaryTitle}</h2>
      <ul className="govuk-list govuk-error-summary__list">
        {errors.map(({ field, message, summary = message }) => (
          <li key={`${field ?? ''} ${message}`}>{field ? <a href={`#${field}`}>{summary}</a> : summary}</li>
        ))}
      </ul>
    </div>
  );
}
