import { useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { CHECKED_WORDS } from '~/domain/keys/reserve';
import { plainLine } from '~/domain/typed/text';
import { newReserve } from '~/envelope/keys/reserve';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { keysWords } from '~/words/keys/keys';
import { reserveWords } from '~/words/keys/reserve';
import { ReservePaper } from './reserve-paper';
import { type Signing, usePrintedProposal } from './use-printed-proposal';

type Props = Signing & {
  county: string;
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
  const { propose, message, busy } = usePrintedProposal(props, PROPOSED, (form) => {
    const typed = form.getAll('checkWord').map(String);
    const asked = (drawn?.words ?? '').split(' ').filter((_, at) => CHECKED_WORDS.includes(at + 1));
    const right = typed.map((word) => plainLine(word).toLowerCase()).join() === asked.join();
    return right && drawn ? { reserve: { signingKey: drawn.signingKey } } : words.wrongWords;
  });
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
