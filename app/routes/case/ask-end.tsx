import type { ReactNode } from 'react';
import { LONGEST_WORDS } from '~/contract/sealed/ceremony';
import { Button } from '~/ui/button';
import { TextArea } from '~/ui/text-area';
import type { Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';

type Props = { lang: Lang; error: string | undefined; unlocked: boolean; busy: boolean; children?: ReactNode };

/** Every ask ends alike: the reason in words, which the browser signs and seals, and the button. */
export function AskEnd({ lang, error, unlocked, busy, children }: Props) {
  const t = ceremonyWords[lang];
  return (
    <>
      <TextArea name="words" label={t.wordsLabel} hint={t.wordsHint} rows={4} maxLength={LONGEST_WORDS} error={error} />
      {children}
      <Button disabled={!unlocked || busy}>{busy ? t.asking : t.ask}</Button>
    </>
  );
}
