import { isEnvelopeError } from '~/envelope/errors';
import { reserveWords } from '~/words/keys/reserve';
import type { Lang } from '~/words/language';

/** For the words of the paper, typed or scanned; no spelling service sees them, and the form is emptied after use. */
export function ReserveField({ lang, id, error }: { lang: Lang; id: string; error: string | undefined }) {
  const words = reserveWords[lang];
  return (
    <div className={error ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
      <label className="govuk-label" htmlFor={id}>
        {words.words}
      </label>
      <div className="govuk-hint" id={`${id}-hint`}>
        {words.wordsHint}
      </div>
      {error && (
        <p className="govuk-error-message" id={`${id}-error`}>
          {error}
        </p>
      )}
      <textarea
        className="govuk-textarea"
        id={id}
        name="reserveWords"
        rows={4}
        lang="en"
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
    </div>
  );
}

/** Returns what was typed and empties the field. */
export function takeWords(form: HTMLFormElement): string {
  const field = form.elements.namedItem('reserveWords');
  if (!(field instanceof HTMLTextAreaElement)) return '';
  const typed = field.value;
  field.value = '';
  return typed;
}

/** Why the paper did nothing. */
export function reserveProblem(error: unknown, lang: Lang): string {
  const { problems } = reserveWords[lang];
  if (!isEnvelopeError(error)) return problems.failed;
  return error.code === 'badCode' ? problems.badCode : error.code === 'wrongKey' ? problems.wrongKey : problems.failed;
}
