import { useNavigate } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { useAlive } from '~/browser/keys/use-keyring';
import { passkeysSupported } from '~/browser/staff/passkey';
import { signInByPasskey } from '~/browser/staff/passkey-workspace';
import { staffRefusal } from '~/browser/staff/staff-post';
import { plainLogin } from '~/domain/typed/text';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { TextInput } from '~/ui/text-input';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';
import { passkeyFailure } from './passkey-failure';
import { SignInElsewhere } from './sign-in-elsewhere';

type Props = { lang: Lang; shared: boolean; otherHosts: readonly string[] };

/** One tap signs in and opens the keys; nobody types a name unless the browser finds no passkey by itself. */
export function SignInPasskey({ lang, shared, otherHosts }: Props) {
  const words = passkeyWords[lang];
  const alive = useAlive();
  const navigate = useNavigate();
  const [supported, setSupported] = useState(true);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | undefined>();
  useEffect(() => setSupported(passkeysSupported()), []);

  async function signIn(login: string, madeFor?: string) {
    setWorking(true);
    setFailed(undefined);
    try {
      await signInByPasskey(`/${lang}/staff/passkeys`, { login, madeFor, shared });
      // Whoever came by a passkey of another address has next to add one for this.
      navigate(madeFor === undefined ? `/${lang}/staff` : `/${lang}/staff/my-keys`, { replace: true });
    } catch (error) {
      setWorking(false);
      const wrong = staffRefusal(error)?.code === 'invalid';
      setFailed(wrong ? words.problems.wrong : passkeyFailure(error, lang));
    }
  }

  function byName(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void signIn(plainLogin(String(new FormData(event.currentTarget).get('passkeyLogin') ?? '')));
  }

  return (
    <section className="anshao-case-section" aria-labelledby="passkey-title">
      <h2 className="govuk-heading-m" id="passkey-title">
        {words.signIn.title}
      </h2>
      {supported ? (
        <>
          <p className="govuk-body">{words.signIn.text}</p>
          <div aria-live="polite">
            <ErrorMessage id="passkey-error" message={failed} />
            {working && <p className="govuk-body">{words.signIn.working}</p>}
          </div>
          <Button type="button" disabled={!alive || working} onClick={() => void signIn('')}>
            {words.signIn.button}
          </Button>
          <SignInElsewhere
            lang={lang}
            hosts={otherHosts}
            disabled={!alive || working}
            onAsk={(host) => void signIn('', host)}
          />
          <Details summary={words.signIn.other}>
            <form method="post" onSubmit={byName}>
              <TextInput
                name="passkeyLogin"
                label={words.signIn.login}
                hint={words.signIn.otherText}
                autoComplete="username"
                width={20}
                required
              />
              <Button variant="secondary" disabled={!alive || working}>
                {words.signIn.find}
              </Button>
            </form>
          </Details>
        </>
      ) : (
        <p className="govuk-body">{words.problems.unsupported}</p>
      )}
    </section>
  );
}
