import { useState } from 'react';
import { copyText } from '~/browser/clipboard';
import { Button } from '~/ui/button';
import { commonWords } from '~/words/common';
import type { Lang } from '~/words/language';

/** Copies the text before it, and says whether that succeeded. */
export function CopyButton({ text, lang }: { text: string; lang: Lang }) {
  const words = commonWords[lang].buttons;
  const [told, setTold] = useState('');
  const copy = async () => setTold((await copyText(text)) ? words.copied : words.copyFailed);
  return (
    <>
      <Button type="button" variant="secondary" onClick={copy}>
        {words.copy}
      </Button>
      <p className="govuk-body" role="status" data-copied>
        {told}
      </p>
    </>
  );
}
