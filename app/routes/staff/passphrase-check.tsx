import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { openPassphrase } from '~/browser/staff/enrolment';
import { RetypeFields } from '~/routes/keys/retype-fields';
import { Button } from '~/ui/button';
import { TextInput } from '~/ui/text-input';
import type { ownKeysAction } from '~/web/staff/own-keys-acts.server';
import { accessWords, refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';

type Props = { lang: Lang; account: { login: string; salt: string }; onDone: (done: 'checked' | null) => void };
type Errors = { old?: string; totp?: string };

/**
 * Tries passphrase and authenticator without signing out, so that nobody finds out only after a move that they are
 * lost.
 */
export function PassphraseCheck({ lang, account, onDone }: Props) {
  const words = passkeyWords[lang].myKeys;
  const fetcher = useFetcher<typeof ownKeysAction>();
  const [working, setWorking] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const answer = fetcher.data;
  const busy = working || fetcher.state !== 'idle';

  useEffect(() => {
    if (!answer || fetcher.state !== 'idle') return;
    if ('refused' in answer) setErrors(errorsOf(answer.refused, lang));
    else onDone('checked');
  }, [answer, fetcher.state, lang, onDone]);

  async function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setErrors({});
    onDone(null);
    setWorking(true);
    const { loginKey } = await openPassphrase(typed.old ?? '', account.login, account.salt);
    fetcher.submit({ step: 'check', loginKey, totp: typed.totp ?? '' }, { method: 'post' });
    setWorking(false);
  }

  return (
    <form method="post" onSubmit={check} data-check-passphrase>
      <TextInput
        name="old"
        id="old-check"
        type="password"
        label={words.old}
        error={errors.old}
        autoComplete="current-password"
        required
      />
      <RetypeFields lang={lang} errors={errors} ask={['totp']} id="check" />
      <Button variant="secondary" disabled={busy}>
        {busy ? accessWords[lang].enrol.working : words.checkButton}
      </Button>
    </form>
  );
}

function errorsOf(refused: Parameters<typeof refusedText>[0], lang: Lang): Errors {
  if (refused.code === 'invalid' && refused.field === 'totp') return { totp: accessWords[lang].enrol.wrongTotp };
  if (refused.code === 'invalid' && refused.field === 'passphrase') return { old: passkeyWords[lang].myKeys.wrongOld };
  return { old: refusedText(refused, lang) };
}
