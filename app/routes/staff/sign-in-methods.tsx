import { useState } from 'react';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';
import { SignInForm } from './sign-in-form';
import { SignInPasskey } from './sign-in-passkey';

/** Both ways of signing in, and the question of whose computer this is. */
export function SignInMethods({ lang, salt, otherHosts }: { lang: Lang; salt: string; otherHosts: readonly string[] }) {
  const words = passkeyWords[lang].signIn;
  const [shared, setShared] = useState(false);
  return (
    <>
      <div className="govuk-form-group">
        <div className="govuk-checkboxes">
          <div className="govuk-checkboxes__item">
            <input
              className="govuk-checkboxes__input"
              type="checkbox"
              id="shared"
              name="shared"
              aria-describedby="shared-hint"
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
            <label className="govuk-label govuk-checkboxes__label" htmlFor="shared">
              {words.shared}
            </label>
            <div className="govuk-hint govuk-checkboxes__hint" id="shared-hint">
              {words.sharedHint}
            </div>
          </div>
        </div>
        <div role="status">{shared && <p className="govuk-inset-text">{words.sharedWarning}</p>}</div>
      </div>
      <SignInPasskey lang={lang} shared={shared} otherHosts={otherHosts} />
      <section className="anshao-case-section" aria-labelledby="passphrase-title">
        <h2 className="govuk-heading-m" id="passphrase-title">
          {words.passphraseTitle}
        </h2>
        <SignInForm lang={lang} salt={salt} shared={shared} />
      </section>
    </>
  );
}
