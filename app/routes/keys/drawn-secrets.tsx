import { useEffect, useState } from 'react';
import { newTotpSecret, totpAddress } from '~/browser/staff/enrolment';
import { type Localized, textIn } from '~/domain/localized';
import { newPassphrase } from '~/envelope/keys/passphrase';
import { Button } from '~/ui/button';
import { commonWords } from '~/words/common';
import { accessWords } from '~/words/follow/access';
import { type Lang, labelled } from '~/words/language';
import { QrCode } from './qr-code';

export type Drawn = { passphrase: string; secret: string };

/** Drawn once the page's scripts run, because the server must not know them, not even for an instant. */
export function useDrawn(): [Drawn | null, () => void] {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => setDrawn({ passphrase: newPassphrase(), secret: newTotpSecret() }), []);
  return [drawn, () => setDrawn((before) => before && { ...before, passphrase: newPassphrase() })];
}

type PassphraseProps = { lang: Lang; drawn: Drawn | null; working: boolean; onAnother: () => void };

/** Six words to write down. */
export function DrawnPassphrase({ lang, drawn, working, onAnother }: PassphraseProps) {
  const words = accessWords[lang].enrol;
  return (
    <>
      <p className="govuk-body">{words.step1Text}</p>
      <p className="anshao-secret" data-passphrase lang="en">
        {drawn?.passphrase ?? '…'}
      </p>
      <Button type="button" variant="secondary" disabled={working || !drawn} onClick={onAnother}>
        {words.another}
      </Button>
    </>
  );
}

export type Account = { login: string; county: { names: Localized } };

/** A secret for the authenticator, as QR code and to type. */
export function DrawnAuthenticator({ lang, drawn, account }: { lang: Lang; drawn: Drawn | null; account: Account }) {
  const words = accessWords[lang].enrol;
  const { county, login } = account;
  const issuer = `${commonWords[lang].brand} ${textIn(county.names, lang)}`;
  return (
    <>
      <p className="govuk-body">{words.step2Text}</p>
      {drawn && <QrCode text={totpAddress(issuer, login, drawn.secret)} label={words.qrAlt} />}
      <p className="govuk-body">
        {labelled(words.secret, lang)}
        <code className="anshao-secret" data-totp-secret>
          {drawn?.secret.replace(/(.{4})(?=.)/g, '$1 ') ?? '…'}
        </code>
      </p>
    </>
  );
}
