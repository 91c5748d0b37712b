import { type FormEvent, useEffect, useState } from 'react';
import { useAlive } from '~/browser/keys/use-keyring';
import { unlockWith } from '~/browser/staff/enrolment';
import { passkeysSupported } from '~/browser/staff/passkey';
import { type PasskeyLocks, unlockByPasskey } from '~/browser/staff/passkey-workspace';
import { isEnvelopeError } from '~/envelope/errors';
import { passkeyFailure } from '~/routes/staff/passkey-failure';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { TextInput } from '~/ui/text-input';
import { accessWords } from '~/words/follow/access';
import { keyFailure } from '~/words/follow/key-failure';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';

/** `wrappedKeys` is null where no passphrase is set up. */
export type Unlockable = PasskeyLocks & { login: string; salt: string; wrappedKeys: string | null };

/** Opens the keyring again, on whichever page the person is, by passkey or passphrase; nothing is sent. */
export function UnlockForm({ lang, who }: { lang: Lang; who: Unlockable }) {
  const words = passkeyWords[lang].unlock;
  const { wrappedKeys, passkeys } = who;
  return (
    <section className="anshao-unlock" aria-labelledby="unlock-title">
      <h2 className="govuk-heading-m" id="unlock-title">
        {words.title}
      </h2>
      <p className="govuk-body">{words.lead}</p>
      {passkeys.length > 0 && <ByPasskey lang={lang} who={who} only={wrappedKeys === null} />}
      {wrappedKeys !== null && <ByPassphrase lang={lang} who={{ ...who, wrappedKeys }} second={passkeys.length > 0} />}
    </section>
  );
}

function ByPasskey({ lang, who, only }: { lang: Lang; who: Unlockable; only: boolean }) {
  const words = passkeyWords[lang];
  const alive = useAlive();
  const [supported, setSupported] = useState(true);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | undefined>();
  useEffect(() => setSupported(passkeysSupported()), []);

  async function open() {
    setWorking(true);
    setFailed(undefined);
    try {
      await unlockByPasskey(who);
    } catch (error) {
      setFailed(passkeyFailure(error, lang));
    }
    setWorking(false);
  }

  if (!supported) return only ? <p className="govuk-body">{words.unlock.elsewhere}</p> : null;
  return (
    <div data-unlock-passkey>
      <div aria-live="polite">
        <ErrorMessage id="unlock-passkey-error" message={failed} />
        {failed && only && <p className="govuk-body">{words.unlock.elsewhere}</p>}
      </div>
      <Button type="button" disabled={!alive || working} onClick={() => void open()}>
        {working ? words.signIn.working : words.unlock.passkey}
      </Button>
    </div>
  );
}

type PassphraseProps = { lang: Lang; who: Unlockable & { wrappedKeys: string }; second: boolean };

function ByPassphrase({ lang, who, second }: PassphraseProps) {
  const words = accessWords[lang];
  const own = passkeyWords[lang].unlock;
  const alive = useAlive();
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | undefined>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const passphrase = String(new FormData(event.currentTarget).get('passphrase') ?? '');
    setWorking(true);
    setFailed(undefined);
    try {
      await unlockWith(passphrase, who);
    } catch (error) {
      setFailed(isEnvelopeError(error) ? words.unlock.wrong : keyFailure(lang));
    }
    setWorking(false);
  }

  return (
    <form method="post" onSubmit={submit} data-unlock>
      <TextInput
        name="passphrase"
        type="password"
        label={words.signIn.passphrase}
        hint={own.passphraseText}
        error={failed}
        autoComplete="current-password"
        required
      />
      <Button variant={second ? 'secondary' : 'primary'} disabled={!alive || working}>
        {working ? words.signIn.deriving : own.passphrase}
      </Button>
    </form>
  );
}
