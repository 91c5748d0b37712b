import { type FormEvent, useEffect, useState } from 'react';
import { useAlive } from '~/browser/keys/use-keyring';
import { passkeysSupported } from '~/browser/staff/passkey';
import { enrolByPasskey } from '~/browser/staff/passkey-workspace';
import { staffRefusal } from '~/browser/staff/staff-post';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { TextInput } from '~/ui/text-input';
import { accessWords } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';
import type { Invited } from './enrol-passphrase';
import { passkeyFailure } from './passkey-failure';

type Props = { lang: Lang; who: Pick<Invited, 'memberId' | 'countyKey'>; invite: string; onDone: () => void };

/** Makes the keys and a passkey that alone opens them; it says what it cannot do, and the other way stays available. */
export function EnrolPasskey({ lang, who, invite, onDone }: Props) {
  const words = passkeyWords[lang];
  const alive = useAlive();
  const [supported, setSupported] = useState(true);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<{ message: string } | null>(null);
  useEffect(() => setSupported(passkeysSupported()), []);

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const label = String(new FormData(event.currentTarget).get('label') ?? '').trim();
    setWorking(true);
    setFailed(null);
    try {
      await enrolByPasskey(`/${lang}/staff/passkeys`, { ...who, invite, label });
      onDone();
    } catch (error) {
      setWorking(false);
      const expired = staffRefusal(error)?.code === 'expired';
      setFailed({ message: expired ? accessWords[lang].enrol.expired : passkeyFailure(error, lang) });
    }
  }

  if (!supported) return <p className="govuk-inset-text">{words.problems.unsupported}</p>;
  return (
    <form method="post" onSubmit={make} data-enrol-passkey>
      <ErrorSummary told={failed} errors={failed === null ? [] : [failed]} />
      <h2 className="govuk-heading-m">{words.enrol.title}</h2>
      <p className="govuk-body">{words.enrol.text}</p>
      <TextInput
        name="label"
        label={words.enrol.label}
        hint={words.enrol.labelHint}
        defaultValue={words.myKeys.defaultLabel}
        maxLength={40}
        width={20}
        required
      />
      <p className="govuk-body" aria-live="polite">
        {working ? words.enrol.working : ''}
      </p>
      <Button disabled={!alive || working}>{words.enrol.button}</Button>
    </form>
  );
}
