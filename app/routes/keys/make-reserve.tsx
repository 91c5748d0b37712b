import { useFetcher } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { proposePrinted } from '~/browser/keys/directory-workspace';
import { withStampField } from '~/browser/keys/stamp-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { CHECKED_WORDS } from '~/domain/keys/reserve';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { newReserve } from '~/envelope/keys/reserve';
import type { SignedRouting } from '~/envelope/keys/routing-statement';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import { reserveWords } from '~/words/keys/reserve';
import type { Lang } from '~/words/language';
import type { action } from './directory';
import { ReservePaper } from './reserve-paper';

type Props = {
  lang: Lang;
  county: string;
  today: string;
  directory: SignedDirectory;
  publicKey: string;
  seed: string;
  grant: { unitKeyId: string; wrapped: string };
  routing: SignedRouting | null;
  /** Is there already one that the new one will replace? */
  replaces: boolean;
};

/** The fetcher that proposes it; the page says what became of it once the list waits. */
export const PROPOSED = 'reserve-proposal';

/**
 * A reserve key drawn in this browser: it is printed, some words are typed from the paper, and its public half is
 * proposed.
 */
export function MakeReserve(props: Props) {
  const { lang, county, today, publicKey, replaces } = props;
  const words = reserveWords[lang];
  const { unlocked } = useKeyring();
  const [drawn, setDrawn] = useState<ReturnType<typeof newReserve> | null>(null);
  const { propose, message, busy } = usePropose(props, drawn);
  return (
    <section aria-labelledby="make-title">
      <h2 className="govuk-heading-m" id="make-title">
        {replaces ? words.replaceTitle : words.makeTitle}
      </h2>
      <p className="govuk-body">{words.makeText}</p>
      {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
      {drawn === null ? (
        <Button type="button" variant="secondary" disabled={!unlocked} onClick={() => setDrawn(newReserve())}>
          {words.make}
        </Button>
      ) : (
        <form method="post" onSubmit={propose} autoComplete="off">
          <ReservePaper lang={lang} county={county} today={today} countyKey={publicKey} drawn={drawn} />
          <ErrorMessage id="reserve-error" message={message} />
          <div className="govuk-button-group">
            <Button type="button" variant="secondary" onClick={() => print()}>
              {keysWords[lang].print}
            </Button>
            <Button disabled={!unlocked || busy}>{busy ? words.signing : words.propose}</Button>
          </div>
        </form>
      )}
    </section>
  );
}

function usePropose(
  { lang, directory, publicKey, seed, grant, today, routing }: Props,
  drawn: ReturnType<typeof newReserve> | null,
) {
  const words = reserveWords[lang];
  const fetcher = useFetcher<typeof action>({ key: PROPOSED });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);

  async function propose(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (drawn === null) return;
    const typed = new FormData(event.currentTarget).getAll('checkWord').map(String);
    const asked = drawn.words.split(' ').filter((_, at) => CHECKED_WORDS.includes(at + 1));
    if (typed.map((word) => word.normalize('NFKC').trim().toLowerCase()).join() !== asked.join()) {
      return setProblem(words.wrongWords);
    }
    setProblem(undefined);
    setWorking(true);
    try {
      const made = await proposePrinted(
        { seed, grant, publicKey, before: directory, today, routing },
        { reserve: drawn.signingKey },
      );
      fetcher.submit(
        { act: 'propose', ...withStampField(made) },
        { method: 'post', action: `/${lang}/staff/directory` },
      );
    } catch {
      setProblem(keysWords[lang].failed);
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return { propose, message, busy: working || fetcher.state !== 'idle' };
}
