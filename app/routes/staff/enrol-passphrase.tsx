import { useSubmit } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { makeMemberKeys, samePassphrase } from '~/browser/staff/enrolment';
import type { Localized } from '~/domain/localized';
import type { RefusalCode } from '~/domain/refusal';
import { DrawnAuthenticator, DrawnPassphrase, useDrawn } from '~/routes/keys/drawn-secrets';
import { RetypeFields } from '~/routes/keys/retype-fields';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { accessWords, refusedText } from '~/words/follow/access';
import { keyFailure } from '~/words/follow/key-failure';
import type { Lang } from '~/words/language';

export type Invited = {
  memberId: string;
  login: string;
  salt: string;
  county: { names: Localized };
  countyKey: string | null;
};
type Props = { lang: Lang; who: Invited; refused: { code: RefusalCode; field: string | null } | null };
type Errors = { passphrase?: string; totp?: string };

/** Passphrase and authenticator secret are drawn here; nothing that is sent opens anything by itself. */
export function EnrolPassphrase({ lang, who, refused }: Props) {
  const words = accessWords[lang].enrol;
  const submit = useSubmit();
  const [drawn, another] = useDrawn();
  const [working, setWorking] = useState(false);
  const [errors, setErrors] = useState<Errors>({});

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
      setErrors({ passphrase: keyFailure(lang) });
    }
  }

  return (
    <form method="post" onSubmit={finish}>
      <ErrorSummary
        told={errors}
        errors={Object.entries(errors).map(([field, message]) => ({ field, message: message ?? '' }))}
      />
      <h2 className="govuk-heading-m">{words.step1}</h2>
      <DrawnPassphrase lang={lang} drawn={drawn} working={working} onAnother={another} />
      <h2 className="govuk-heading-m">{words.step2}</h2>
      <DrawnAuthenticator lang={lang} drawn={drawn} account={who} />
      <h2 className="govuk-heading-m">{words.step3}</h2>
      <RetypeFields lang={lang} errors={errors} />
      <Button disabled={working || !drawn}>{working ? words.working : words.submit}</Button>
    </form>
  );
}
