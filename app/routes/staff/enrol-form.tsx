import { useState } from 'react';
import type { RefusalCode } from '~/domain/refusal';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { Button } from '~/ui/button';
import { accessWords } from '~/words/follow/access';
import { trustWords } from '~/words/keys/trust';
import { type Lang, labelled } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';
import { EnrolPasskey } from './enrol-passkey';
import { EnrolPassphrase, type Invited } from './enrol-passphrase';

type Props = {
  lang: Lang;
  who: Invited;
  invite: string;
  refused: { code: RefusalCode; field: string | null } | null;
  onPasskey: () => void;
};

/** Offers a passkey first, and passphrase and authenticator for machines without one. */
export function EnrolForm({ lang, who, invite, refused, onPasskey }: Props) {
  const words = passkeyWords[lang].enrol;
  const [byPassphrase, setByPassphrase] = useState(false);
  return (
    <>
      <p className="govuk-body">
        {labelled(accessWords[lang].enrol.login, lang)}
        <strong>{who.login}</strong>
      </p>
      {who.countyKey !== null && (
        <p className="govuk-body">
          {labelled(trustWords[lang].compare.fingerprint, lang)}
          <code>{directoryFingerprint(who.countyKey)}</code> {trustWords[lang].compare.atEnrolment}
        </p>
      )}
      {byPassphrase ? (
        <EnrolPassphrase lang={lang} who={who} refused={refused} />
      ) : (
        <EnrolPasskey lang={lang} who={who} invite={invite} onDone={onPasskey} />
      )}
      <Button type="button" variant="secondary" onClick={() => setByPassphrase(!byPassphrase)}>
        {byPassphrase ? words.back : words.instead}
      </Button>
    </>
  );
}
