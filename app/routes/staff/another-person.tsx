import { useSyncExternalStore } from 'react';
import { isAnotherPersonsNow, onAnotherPerson } from '~/browser/page-owner';
import { commonWords } from '~/words/common';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

/** Above the page whose request was refused because somebody else signed in meanwhile; what was typed stays below. */
export function AnotherPerson({ lang }: { lang: Lang }) {
  const another = useSyncExternalStore(onAnotherPerson, isAnotherPersonsNow, () => false);
  if (!another) return null;
  return (
    <div className="govuk-error-summary" role="alert" data-another-person>
      <h2 className="govuk-error-summary__title">{commonWords[lang].errors.anotherPerson.title}</h2>
      <div className="govuk-error-summary__body">
        <p>{vocabularyWords[lang].refusals.anotherPerson}</p>
      </div>
    </div>
  );
}
