import { type FormEvent, useState } from 'react';
import { unlockWith } from '~/browser/enrolment';
import { useAlive } from '~/browser/use-keyring';
import { isEnvelopeError } from '~/envelope/errors';
import { Button } from '~/ui/button';
import { TextInput } from '~/ui/text-input';
import { accessWords } from '~/words/access';
import type { Lang } from '~/words/language';

export type Unlockable = { memberId: string; login: string; salt: string; wrappedKeys: string };

/** Opens the keyring again by the passphrase alone; nothing is sent. */
export function UnlockForm({ lang, who }: { lang: Lang; who: Unlockable }) {
  const words = accessWords[lang];
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
      setFailed(isEnvelopeError(error) ? words.unlock.wrong : words.unlock.failed);
    }
    setWorking(false);
  }

  return (
    <section className="anshao-unlock" aria-labelledby="unlock-title">
      <h2 className="govuk-heading-m" id="unlock-title">
        {words.unlock.title}
      </h2>
      <p className="govuk-body">{words.unlock.lead}</p>
      <form method="post" onSubmit={submit} data-unlock>
        <TextInput
          name="passphrase"
          type="password"
          label={words.signIn.passphrase}
          hint={words.signIn.passphraseHint}
          error={failed}
          autoComplete="current-password"
          required
        />
        <Button disabled={!alive || working}>{working ? words.signIn.deriving : words.unlock.submit}</Button>
      </form>
    </section>
  );
}
