import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { type MadeUnitKey, makeUnitKey } from '~/browser/keys/unit-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import type { keysAction } from '~/web/keys/keys-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import type { Lang } from '~/words/language';
import { PrintedShares, type ShareKeeper } from './printed-shares';

type Props = {
  lang: Lang;
  unit: string;
  made: { id: string; sharesPrintedOn: string | null } | null;
  grant: { unitKeyId: string } | null;
  keepers: readonly ShareKeeper[];
};

/** The unit's first key, made here; its recovery shares live in this component only until they are printed. */
export function MakeKey({ lang, unit, made, grant, keepers }: Props) {
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof keysAction>();
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

  const printed = (unitKeyId: string, holders: string[]) =>
    fetcher.submit({ act: 'printed', unitKeyId, holders: holders.join(',') }, { method: 'post' });
  // Two people keep a share each, beside the unit's safe.
  const tooFew = keepers.length < 2;
  const message = <ErrorMessage id="make-key-error" message={failed} />;
  // Only a key that the server accepted is worth printing.
  if (fresh && made?.id === fresh.unitKeyId && made.sharesPrintedOn === null) {
    return (
      <>
        {message}
        <PrintedShares
          lang={lang}
          unit={unit}
          fresh={fresh}
          keepers={keepers}
          busy={fetcher.state !== 'idle'}
          onPrinted={(holders) => printed(fresh.unitKeyId, holders)}
        />
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
      {tooFew && <p className="govuk-inset-text">{words.tooFewKeepers}</p>}
      {message}
      <Button type="button" disabled={!unlocked || working || tooFew} onClick={make}>
        {working ? words.making : words.make}
      </Button>
    </EmptyState>
  );
}
