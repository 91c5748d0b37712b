import { useFetcher, useNavigate } from '@remix-run/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { unlock } from '~/browser/keys/keyring';
import { useAlive } from '~/browser/keys/use-keyring';
import { openPassphrase } from '~/browser/staff/enrolment';
import { plainLogin } from '~/domain/typed/text';
import type { KeyPair } from '~/envelope/key-pair';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { TextInput } from '~/ui/text-input';
import type { signInAction } from '~/web/staff/sign-in-act.server';
import { accessWords, refusedText } from '~/words/follow/access';
import { keyFailure } from '~/words/follow/key-failure';
import type { Lang } from '~/words/language';

/**
 * Derives the login key here and sends only that; the passphrase stays. The form is disabled until scripts run, so that
 * a browser never sends it as it is.
 */
export function SignInForm({ lang, salt, shared }: { lang: Lang; salt: string; shared: boolean }) {
  const words = accessWords[lang];
  const alive = useAlive();
  const navigate = useNavigate();
  const fetcher = useFetcher<typeof signInAction>();
  const wrapping = useRef<KeyPair | null>(null);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<{ message: string } | null>(null);
  const answer = fetcher.data;

  useEffect(() => {
    if (!answer || fetcher.state !== 'idle') return;
    if ('refused' in answer) {
      setWorking(false);
      const { refused } = answer;
      const slow = refused.data?.minutesSlow;
      const wrong = typeof slow === 'number' ? words.signIn.slowClock(slow) : words.signIn.wrong;
      setFailed({ message: refused.code === 'invalid' ? wrong : refusedText(refused, lang) });
      return;
    }
    const opening = wrapping.current;
    if (opening === null) return;
    wrapping.current = null;
    unlock({ ...answer, wrapping: opening, method: { of: 'passphrase' } }).then(
      () => navigate(`/${lang}/staff`, { replace: true }),
      () => navigate(`/${lang}/staff`, { replace: true }),
    );
  }, [answer, fetcher.state, lang, navigate, words]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const login = plainLogin(String(form.get('login') ?? ''));
    setFailed(null);
    setWorking(true);
    try {
      const opened = await openPassphrase(String(form.get('passphrase') ?? ''), login, salt);
      wrapping.current = opened.wrapping;
      const totp = String(form.get('totp') ?? '');
      const fields = { login, loginKey: opened.loginKey, totp, shared: shared ? 'yes' : '' };
      fetcher.submit(fields, { method: 'post' });
    } catch {
      setWorking(false);
      setFailed({ message: keyFailure(lang) });
    }
  }

  return (
    <form method="post" onSubmit={submit} data-alive={alive || undefined}>
      <ErrorSummary told={failed} errors={failed === null ? [] : [{ field: 'login', message: failed.message }]} />
      <TextInput name="login" label={words.signIn.login} autoComplete="username" width={20} required />
      <TextInput
        name="passphrase"
        type="password"
        label={words.signIn.passphrase}
        hint={words.signIn.passphraseHint}
        autoComplete="current-password"
        required
      />
      <TextInput
        name="totp"
        label={words.signIn.totp}
        hint={words.signIn.totpHint}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={40}
        width={10}
        required
      />
      <p aria-live="polite" className="govuk-body">
        {working ? words.signIn.deriving : ''}
      </p>
      <Button disabled={!alive || working}>{words.signIn.submit}</Button>
    </form>
  );
}
