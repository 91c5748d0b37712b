import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { requireKept, restoreFromPrinted } from '~/browser/keys/unit-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import type { keysAction } from '~/web/keys/keys-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import type { Lang } from '~/words/language';

const RESTORE = 'restore-key';

type Grant = { unitKeyId: string; wrapped: string };

/** After restoring, what the server stored is read back and opened before anybody is told that it worked. */
export function useRestored(grant: Grant | null, directory: SignedDirectory | null): 'opens' | 'fails' | null {
  const { data } = useFetcher<typeof keysAction>({ key: RESTORE });
  const restored = data !== undefined && 'done' in data && data.done === 'restored';
  const [found, setFound] = useState<'opens' | 'fails' | null>(null);
  useEffect(() => {
    if (!restored || grant === null || directory === null) return;
    let current = true;
    requireKept(grant, directory).then(
      () => current && setFound('opens'),
      () => current && setFound('fails'),
    );
    return () => {
      current = false;
    };
  }, [restored, grant, directory]);
  return restored ? found : null;
}

type Props = { lang: Lang; unitKeyId: string; directory: SignedDirectory };

/** Two printed shares, typed by two people, give the unit its key back; they are joined here and never sent. */
export function RestoreKey({ lang, unitKeyId, directory }: Props) {
  const words = keysWords[lang].restore;
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof keysAction>({ key: RESTORE });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);

  async function restore(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).getAll('share').map(String);
    setProblem(undefined);
    setWorking(true);
    try {
      const wrapped = await restoreFromPrinted(typed, unitKeyId, directory);
      fetcher.submit({ act: 'restore', unitKeyId, wrapped }, { method: 'post' });
    } catch (error) {
      const { code } = error as { code?: unknown };
      setProblem(code === 'badCode' ? words.badShare : code === 'wrongPart' ? words.otherKey : keysWords[lang].failed);
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return (
    <details className="govuk-details" data-restore>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{words.title}</span>
      </summary>
      <div className="govuk-details__text">
        <p className="govuk-body">{words.text}</p>
        <form method="post" onSubmit={restore} autoComplete="off">
          {[1, 2].map((n) => (
            <div className="govuk-form-group" key={n}>
              <label className="govuk-label" htmlFor={`typed-share-${n}`}>
                {words.share(n)}
              </label>
              <textarea
                className="govuk-textarea"
                id={`typed-share-${n}`}
                name="share"
                rows={3}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
              />
            </div>
          ))}
          {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
          <ErrorMessage id="restore-error" message={message} />
          <Button disabled={!unlocked || working || fetcher.state !== 'idle'}>{words.restore}</Button>
        </form>
      </div>
    </details>
  );
}
