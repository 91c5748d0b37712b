import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { makeDirectoryKey } from '~/browser/keys/directory-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import type { directoryAction } from '~/web/keys/directory-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; grant: { unitKeyId: string; wrapped: string } };

/** The county directory key, made in the first guardian's browser. */
export function MakeDirectoryKey({ lang, grant }: Props) {
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof directoryAction>();
  const [failed, setFailed] = useState(false);
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;

  async function make() {
    setFailed(false);
    try {
      const made = await makeDirectoryKey(grant);
      fetcher.submit({ act: 'make', ...made }, { method: 'post' });
    } catch {
      setFailed(true);
    }
  }

  const message = refused ? refusedText(refused, lang) : failed ? words.failed : undefined;
  return (
    <>
      <p className="govuk-body">{words.directory.makeText}</p>
      {!unlocked && <p className="govuk-body">{words.locked}</p>}
      <ErrorMessage id="make-directory-error" message={message} />
      <Button type="button" disabled={!unlocked || fetcher.state !== 'idle'} onClick={make}>
        {words.directory.make}
      </Button>
    </>
  );
}
