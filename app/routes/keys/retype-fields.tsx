import { TextInput } from '~/ui/text-input';
import { accessWords } from '~/words/follow/access';
import type { Lang } from '~/words/language';

type Props = {
  lang: Lang;
  errors: { passphrase?: string | undefined; totp?: string | undefined };
  /** Which of the two are asked for; both unless stated otherwise. */
  ask?: readonly ('passphrase' | 'totp')[];
  /** Keeps ids distinct where a page has several such forms. */
  id?: string;
};

/** Fields that show that the words were written down correctly and that the authenticator works. */
export function RetypeFields({ lang, errors, ask = ['passphrase', 'totp'], id }: Props) {
  const words = accessWords[lang].enrol;
  return (
    <>
      {ask.includes('passphrase') && (
        <TextInput
          name="passphrase"
          {...(id ? { id: `passphrase-${id}` } : {})}
          label={words.retype}
          hint={words.retypeHint}
          error={errors.passphrase}
          autoComplete="new-password"
          required
        />
      )}
      {ask.includes('totp') && (
        <TextInput
          name="totp"
          {...(id ? { id: `totp-${id}` } : {})}
          label={words.totp}
          error={errors.totp}
          inputMode="numeric"
          maxLength={40}
          width={10}
          autoComplete="one-time-code"
          required
        />
      )}
    </>
  );
}
