import { useSubmit } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { makeMemberKeys, newTotpSecret, samePassphrase, totpAddress } from '~/browser/enrolment';
import type { RefusalCode } from '~/domain/refusal';
import { newPassphrase } from '~/envelope/passphrase';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { TextInput } from '~/ui/text-input';
import { accessWords, refusedText } from '~/words/access';
import type { Lang } from '~/words/language';
import { QrCode } from './qr-code';

type Who = { memberId: string; login: string; salt: string; county: { nameZh: string; nameEn: string } };
type Props = { lang: Lang; who: Who; refused: { code: RefusalCode; field: string | null } | null };
type Errors = { passphrase?: string; totp?: string };

/** Passphrase and authenticator secret are drawn here; what is sent opens nothing by itself. */
export function EnrolForm({ lang, who, refused }: Props) {
  const words = accessWords[lang].enrol;
  const submit = useSubmit();
  // Drawn after the page is alive: the server must not know them, not even for an instant.
  const [drawn, setDrawn] = useState<{ passphrase: string; secret: string } | null>(null);
  const [working, setWorking] = useState(false);
  const [errors, setErrors] = useState<Errors>({});

  useEffect(() => setDrawn({ passphrase: newPassphrase(), secret: newTotpSecret() }), []);
  useEffect(() => {
    if (!refused) return;
    setWorking(false);
    const totp = refused.field === 'totp' ? words.wrongTotp : refusedText(refused, lang);
    setErrors({ totp });
  }, [refused, lang, words]);

  async function finish(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!drawn) return;
    const form = new FormData(event.currentTarget);
    if (!samePassphrase(String(form.get('passphrase') ?? ''), drawn.passphrase)) {
      setErrors({ passphrase: words.mismatch });
      return;
    }
    setErrors({});
    setWorking(true);
    try {
      const keys = await makeMemberKeys(who, drawn.passphrase);
      submit({ ...keys, totpSecret: drawn.secret, totp: String(form.get('totp') ?? '') }, { method: 'post' });
    } catch {
      setWorking(false);
      setErrors({ passphrase: accessWords[lang].unlock.failed });
    }
  }

  const issuer = `${lang === 'zh' ? '安哨' : 'Anshao'} ${lang === 'zh' ? who.county.nameZh : who.county.nameEn}`;
  return (
    <form method="post" onSubmit={finish}>
      <ErrorSummary errors={Object.entries(errors).map(([field, message]) => ({ field, message: message ?? '' }))} />
      <p className="govuk-body">
        {words.login}: <strong>{who.login}</strong>
      </p>
      <h2 className="govuk-heading-m">{words.step1}</h2>
      <p className="govuk-body">{words.step1Text}</p>
      <p className="anshao-secret" data-passphrase lang="en">
        {drawn?.passphrase ?? '…'}
      </p>
      <Button
        type="button"
        variant="secondary"
        disabled={working || !drawn}
        onClick={() => setDrawn((before) => before && { ...before, passphrase: newPassphrase() })}
      >
        {words.another}
      </Button>
      <h2 className="govuk-heading-m">{words.step2}</h2>
      <p className="govuk-body">{words.step2Text}</p>
      {drawn && <QrCode text={totpAddress(issuer, who.login, drawn.secret)} label={words.qrAlt} />}
      <p className="govuk-body">
        {words.secret}:{' '}
        <code className="anshao-secret" data-totp-secret>
          {drawn?.secret.replace(/(.{4})(?=.)/g, '$1 ') ?? '…'}
        </code>
      </p>
      <h2 className="govuk-heading-m">{words.step3}</h2>
      <TextInput
        name="passphrase"
        label={words.retype}
        hint={words.retypeHint}
        error={errors.passphrase}
        autoComplete="new-password"
        required
      />
      <TextInput
        name="totp"
        label={words.totp}
        error={errors.totp}
        inputMode="numeric"
        maxLength={7}
        width={10}
        autoComplete="one-time-code"
        required
      />
      <Button disabled={working || !drawn}>{working ? words.working : words.submit}</Button>
    </form>
  );
}
