import { type FetcherWithComponents, useFetcher } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import { reserveWords } from '~/words/keys/reserve';
import type { Lang } from '~/words/language';
import { ReserveField, reserveProblem, takeWords } from './reserve-field';

type Answer = { done: unknown } | { refused: Parameters<typeof refusedText>[0] };
type Props = {
  lang: Lang;
  id: string;
  button: string;
  /** Where the signature goes, and the fetcher's name there. */
  action: string;
  fetcherKey: string;
  /** Signs with the words and returns the fields to post. */
  sign: (typed: string) => Promise<Record<string, string | number>>;
};

/** A form that signs once with the words of the paper; only the signature is sent. */
export function ReserveForm({ lang, id, button, action, fetcherKey, sign }: Props) {
  const { unlocked } = useKeyring();
  const fetcher: FetcherWithComponents<Answer> = useFetcher<Answer>({ key: fetcherKey });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = takeWords(event.currentTarget);
    setProblem(undefined);
    setWorking(true);
    try {
      fetcher.submit(await sign(typed), { method: 'post', action });
    } catch (error) {
      setProblem(reserveProblem(error, lang));
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer && 'refused' in answer ? refusedText(answer.refused, lang) : undefined;
  const busy = working || fetcher.state !== 'idle';
  return (
    <form method="post" onSubmit={submit} autoComplete="off">
      <ReserveField lang={lang} id={id} error={problem} />
      {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
      <ErrorMessage id={`${id}-refused`} message={refused} />
      <Button variant="secondary" disabled={!unlocked || busy}>
        {busy ? reserveWords[lang].signing : button}
      </Button>
    </form>
  );
}

/** The form folded away, for the rare case that a guardian is gone. */
export function FoldedReserve({ title, text, ...form }: Props & { title: string; text: string }) {
  return (
    <details className="govuk-details" data-by-reserve>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{title}</span>
      </summary>
      <div className="govuk-details__text">
        <p className="govuk-body">{text}</p>
        <ReserveForm {...form} />
      </div>
    </details>
  );
}
