import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { type MadeUnitKey, makeUnitKey } from '~/browser/unit-desk';
import { useKeyring } from '~/browser/use-keyring';
import { fingerprint } from '~/envelope/key-pair';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { refusedText } from '~/words/access';
import { keysWords } from '~/words/keys';
import type { Lang } from '~/words/language';
import type { action } from './keys';

type Props = {
  lang: Lang;
  unit: string;
  made: { id: string; sharesPrintedOn: string | null } | null;
  grant: { unitKeyId: string } | null;
};

/** The unit's first key, made here; its recovery shares live in this component only until they are printed. */
export function MakeKey({ lang, unit, made, grant }: Props) {
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof action>();
  const [fresh, setFresh] = useState<MadeUnitKey | null>(null);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | undefined>();
  const answer = fetcher.data;

  useEffect(() => {
    if (!answer || fetcher.state !== 'idle') return;
    setWorking(false);
    if ('refused' in answer) {
      setFailed(refusedText(answer.refused, lang));
      if (!made) setFresh(null);
    } else if (answer.done === 'printed') setFresh(null);
  }, [answer, fetcher.state, lang, made]);

  async function make() {
    setWorking(true);
    setFailed(undefined);
    try {
      const key = await makeUnitKey();
      setFresh(key);
      const { unitKeyId, recipient, wrapped } = key;
      fetcher.submit({ act: 'make', unitKeyId, recipient, wrapped }, { method: 'post' });
    } catch {
      setWorking(false);
      setFailed(words.failed);
    }
  }

  const printed = (unitKeyId: string) => fetcher.submit({ act: 'printed', unitKeyId }, { method: 'post' });
  const message = <ErrorMessage id="make-key-error" message={failed} />;
  // Only a key that the server took is worth printing.
  if (fresh && made?.id === fresh.unitKeyId && made.sharesPrintedOn === null) {
    return (
      <>
        {message}
        <Shares lang={lang} unit={unit} fresh={fresh} onPrinted={() => printed(fresh.unitKeyId)} />
      </>
    );
  }
  if (made) {
    return made.sharesPrintedOn === null && grant ? <p className="govuk-inset-text">{words.notPrinted}</p> : null;
  }
  return (
    <EmptyState title={words.none}>
      <p className="govuk-body">{words.noneText}</p>
      {!unlocked && <p className="govuk-body">{words.locked}</p>}
      {message}
      <Button type="button" disabled={!unlocked || working} onClick={make}>
        {working ? words.making : words.make}
      </Button>
    </EmptyState>
  );
}

type SharesProps = { lang: Lang; unit: string; fresh: MadeUnitKey; onPrinted: () => void };

function Shares({ lang, unit, fresh, onPrinted }: SharesProps) {
  const words = keysWords[lang];
  return (
    <section aria-labelledby="shares-title" className="anshao-shares">
      <h2 className="govuk-heading-m" id="shares-title">
        {words.sharesTitle}
      </h2>
      <p className="govuk-body">{words.sharesText}</p>
      <p className="govuk-body">
        <strong>{words.sharesWarning}</strong>
      </p>
      {fresh.shares.map((share, index) => (
        <section className="anshao-share anshao-case-section" key={share} aria-label={words.share(index + 1)}>
          <h3 className="govuk-heading-s">
            {unit} · {words.share(index + 1)}
          </h3>
          <p className="anshao-secret" data-share={index + 1}>
            {share}
          </p>
          <p className="govuk-body-s">
            {words.fingerprint}: {fingerprint(fresh.recipient)}
          </p>
        </section>
      ))}
      <div className="govuk-button-group">
        <Button type="button" variant="secondary" onClick={() => print()}>
          {words.print}
        </Button>
        <Button type="button" onClick={onPrinted}>
          {words.confirmShares}
        </Button>
      </div>
    </section>
  );
}
