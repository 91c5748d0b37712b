import { useSyncExternalStore } from 'react';
import { onPageFate, pageFate } from '~/browser/staff/page-owner';
import { commonWords } from '~/words/common';
import type { Lang } from '~/words/language';
import { refusalSentence } from '~/words/refused';

/**
 * Shown above a page whose request was refused because its session is somebody else's by now, or over; what was typed
 * stays below.
 */
export function AnotherPerson({ lang }: { lang: Lang }) {
  const fate = useSyncExternalStore(onPageFate, pageFate, () => null);
  if (fate === null) return null;
  const ended = fate === 'ended';
  const { errors, signedOut } = commonWords[lang];
  return (
    <div className="govuk-error-summary" role="alert" data-page-fate={fate}>
      <h2 className="govuk-error-summary__title">{ended ? signedOut.title : errors.anotherPerson.title}</h2>
      <div className="govuk-error-summary__body">
        <p>{refusalSentence({ code: ended ? 'signedOut' : 'anotherPerson' }, lang)}</p>
        {ended && (
          <p>
            <a className="govuk-link" href={`/${lang}/staff/sign-in`} target="_blank" rel="noopener">
              {signedOut.signIn}
            </a>
          </p>
        )}
      </div>
    </div>
  );
}
