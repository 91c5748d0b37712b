import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { openPassphrase, samePassphrase, wrapByPassphrase } from '~/browser/staff/enrolment';
import { ownKeysProof } from '~/browser/staff/passkey-workspace';
import { type Account, DrawnAuthenticator, DrawnPassphrase, useDrawn } from '~/routes/keys/drawn-secrets';
import { RetypeFields } from '~/routes/keys/retype-fields';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { TextInput } from '~/ui/text-input';
import type { ownKeysAction } from '~/web/staff/own-keys-acts.server';
import { accessWords, refusedText } from '~/words/follow/access';
import { keyFailure } from '~/words/follow/key-failure';
import { formatDate, type Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';
import { PassphraseCheck } from './passphrase-check';

type Done = 'set' | 'renewed' | 'checked' | null;
type Step = 'set' | 'change' | 'renew';
type Props = {
  lang: Lang;
  account: Account & { salt: string };
  set: boolean;
  /** Day on which passphrase and authenticator were last shown to work. */
  usedOn: string | null;
  unlocked: boolean;
  onDone: (done: Done) => void;
};

/** Passphrase and authenticator: setting them up later, changing them, renewing them. */
export function MyPassphrase({ lang, account, set, usedOn, unlocked, onDone }: Props) {
  const words = passkeyWords[lang].myKeys;
  const props = { lang, account, unlocked, onDone };
  return (
    <section aria-labelledby="passphrase-title" data-passphrase-set={set}>
      <h2 className="govuk-heading-m" id="passphrase-title">
        {words.passphrase}
      </h2>
      <p className="govuk-body">
        {set ? words.passphraseSet(usedOn && formatDate(usedOn, lang)) : words.passphraseNone}
      </p>
      {!set && (
        <Details summary={words.setPassphrase}>
          <Change {...props} step="set" button={words.setButton} />
        </Details>
      )}
      {set && (
        <>
          <Details summary={words.check}>
            <p className="govuk-body">{words.checkText}</p>
            <PassphraseCheck lang={lang} account={account} onDone={onDone} />
          </Details>
          <Details summary={words.change}>
            <p className="govuk-body">{words.changeText}</p>
            <Change {...props} step="change" button={words.changeButton} />
          </Details>
          <Details summary={words.renew}>
            <p className="govuk-body">{words.renewText}</p>
            <Change {...props} step="renew" button={words.renewButton} />
          </Details>
        </>
      )}
    </section>
  );
}

type Errors = { old?: string; passphrase?: string; totp?: string };
type ChangeProps = Omit<Props, 'set' | 'usedOn'> & { step: Step; button: string };

function Change({ lang, account, unlocked, onDone, step, button }: ChangeProps) {
  const words = accessWords[lang];
  const own = passkeyWords[lang].myKeys;
  const fetcher = useFetcher<typeof ownKeysAction>();
  const [drawn, another] = useDrawn();
  const [working, setWorking] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const answer = fetcher.data;
  const busy = working || fetcher.state !== 'idle';

  useEffect(() => {
    if (!answer || fetcher.state !== 'idle') return;
    if ('refused' in answer) setErrors(wordedErrors(answer.refused, lang));
    else if (answer.done === 'set' || answer.done === 'renewed') onDone(answer.done);
  }, [answer, fetcher.state, lang, onDone]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!drawn) return;
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    if (step !== 'renew' && !samePassphrase(typed.passphrase ?? '', drawn.passphrase)) {
      return setErrors({ passphrase: words.enrol.mismatch });
    }
    setErrors({});
    onDone(null);
    setWorking(true);
    try {
      const fields = await changeFields(step, `/${lang}/staff/passkeys`, account, drawn, typed);
      fetcher.submit({ step, ...fields }, { method: 'post' });
    } catch {
      setErrors({ [step === 'renew' ? 'totp' : 'passphrase']: keyFailure(lang) });
    }
    setWorking(false);
  }

  return (
    <form method="post" onSubmit={submit} data-change={step}>
      <ErrorSummary told={errors} errors={Object.values(errors).map((message) => ({ message }))} />
      {step === 'change' && (
        <TextInput
          name="old"
          id={`old-${step}`}
          type="password"
          label={own.old}
          error={errors.old}
          autoComplete="current-password"
          required
        />
      )}
      {step !== 'renew' && <DrawnPassphrase lang={lang} drawn={drawn} working={busy} onAnother={another} />}
      {step !== 'change' && <DrawnAuthenticator lang={lang} drawn={drawn} account={account} />}
      <RetypeFields lang={lang} errors={errors} ask={ASK[step]} id={step} />
      <Button disabled={!unlocked || busy || !drawn}>{busy ? words.enrol.working : button}</Button>
    </form>
  );
}

const ASK = { set: ['passphrase', 'totp'], change: ['passphrase'], renew: ['totp'] } as const;

function wordedErrors(refused: Parameters<typeof refusedText>[0], lang: Lang): Errors {
  if (refused.code === 'invalid' && refused.field === 'totp') return { totp: accessWords[lang].enrol.wrongTotp };
  if (refused.code === 'invalid' && refused.field === 'passphrase') return { old: passkeyWords[lang].myKeys.wrongOld };
  return { totp: refusedText(refused, lang) };
}

/**
 * What is sent: nothing of it opens anything by itself, and all of it but the change by the old passphrase is signed.
 */
async function changeFields(
  step: Step,
  path: string,
  account: Props['account'],
  drawn: { passphrase: string; secret: string },
  typed: Record<string, string>,
): Promise<Record<string, string>> {
  const totp = typed.totp ?? '';
  if (step === 'renew') {
    return { totpSecret: drawn.secret, totp, ...(await ownKeysProof(path, 'renewTotp', [drawn.secret])) };
  }
  const keys = await wrapByPassphrase(account, drawn.passphrase);
  if (step === 'change') {
    const { loginKey: oldLoginKey } = await openPassphrase(typed.old ?? '', account.login, account.salt);
    return { ...keys, oldLoginKey };
  }
  const proof = await ownKeysProof(path, 'setPassphrase', [keys.loginKey, keys.wrappedKeys, drawn.secret]);
  return { ...keys, totpSecret: drawn.secret, totp, ...proof };
}
