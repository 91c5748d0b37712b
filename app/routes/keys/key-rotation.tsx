import { useFetcher, useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { type CarryProgress, carryOver } from '~/browser/keys/carry-over';
import { makeNextUnitKey } from '~/browser/keys/unit-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { fingerprint } from '~/envelope/key-pair';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { RewrapState } from '~/services/keys/unit-rewrap.server';
import type { Rotation } from '~/services/keys/unit-rotation.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import type { keysAction } from '~/web/keys/keys-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import { type Lang, labelled } from '~/words/language';
import { type FreshShares, PrintedShares, type ShareKeeper } from './printed-shares';

type Props = {
  lang: Lang;
  unit: string;
  rotation: Rotation;
  rewrap: RewrapState;
  cases: string[];
  directory: SignedDirectory;
  keepers: readonly ShareKeeper[];
};

/**
 * The unit's next key: made here, certified by the guardians, and everything carried over to it with its progress
 * shown.
 */
export function KeyRotation(props: Props) {
  const { lang, rotation, rewrap } = props;
  const words = keysWords[lang].rotation;
  // Held here, because once all is carried over, the part that did it is replaced by the next one.
  const [progress, setProgress] = useState<CarryProgress | null>(null);
  return (
    <section aria-labelledby="rotation-title" data-rotation>
      <h2 className="govuk-heading-m" id="rotation-title">
        {words.title}
      </h2>
      {progress !== null && <LeftBehind lang={lang} progress={progress} />}
      {rewrap.retired > 0 ? (
        <CarryOver {...props} progress={progress} onProgress={setProgress} />
      ) : (
        <MakeNext {...props} />
      )}
      {rotation.waiting && (
        <div className="govuk-inset-text" data-waiting-key>
          <p className="govuk-body">{words.waiting(rotation.waiting.epoch)}</p>
          <p className="govuk-body">
            {labelled(keysWords[lang].fingerprint, lang)}
            <code>{fingerprint(rotation.waiting.recipient)}</code>
          </p>
        </div>
      )}
    </section>
  );
}

function MakeNext({ lang, unit, rotation, directory, keepers }: Props) {
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof keysAction>();
  const [fresh, setFresh] = useState<FreshShares | null>(null);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | undefined>();
  const answer = fetcher.data;

  useEffect(() => {
    if (!answer || fetcher.state !== 'idle') return;
    setWorking(false);
    if ('refused' in answer) setFailed(refusedText(answer.refused, lang));
    else if (answer.done === 'printed') setFresh(null);
  }, [answer, fetcher.state, lang]);

  async function make() {
    setWorking(true);
    setFailed(undefined);
    try {
      const { shares, grants, unitKeyId, recipient } = await makeNextUnitKey(rotation.receivers, directory);
      setFresh({ unitKeyId, recipient, shares });
      const posted = { act: 'rotate', unitKeyId, recipient, grants: JSON.stringify(grants) };
      fetcher.submit(posted, { method: 'post' });
    } catch {
      setWorking(false);
      setFailed(words.failed);
    }
  }

  // Only a key that the server accepted is worth printing.
  if (fresh && rotation.waiting?.unitKeyId === fresh.unitKeyId) {
    const onPrinted = (holders: string[]) =>
      fetcher.submit({ act: 'printed', unitKeyId: fresh.unitKeyId, holders: holders.join(',') }, { method: 'post' });
    return (
      <PrintedShares
        lang={lang}
        unit={unit}
        fresh={fresh}
        keepers={keepers}
        busy={fetcher.state !== 'idle'}
        onPrinted={onPrinted}
      />
    );
  }
  return (
    <>
      <p className="govuk-body">{rotation.due ? <strong>{words.rotation.due}</strong> : words.rotation.notDue}</p>
      <p className="govuk-body">{words.rotation.text}</p>
      {!unlocked && <p className="govuk-body">{words.locked}</p>}
      <ErrorMessage id="rotate-error" message={failed} />
      <Button type="button" variant="secondary" disabled={!unlocked || working} onClick={make}>
        {working ? words.making : words.rotation.make}
      </Button>
    </>
  );
}

/** What was not carried over, in words. */
function LeftBehind({ lang, progress }: { lang: Lang; progress: CarryProgress }) {
  const words = keysWords[lang].rotation;
  return (['skipped', 'closed', 'unopened'] as const)
    .filter((what) => progress[what] > 0)
    .map((what) => (
      <p className="govuk-body" key={what} data-left-behind={what}>
        {words[what](progress[what])}
      </p>
    ));
}

type Carrying = { progress: CarryProgress | null; onProgress: (progress: CarryProgress) => void };

function CarryOver({ lang, rewrap, cases, directory, progress, onProgress }: Props & Carrying) {
  const words = keysWords[lang].rotation;
  const { unlocked } = useKeyring();
  const { revalidate } = useRevalidator();
  const [state, setState] = useState<'ready' | 'working' | 'failed' | 'waits'>('ready');

  async function start() {
    setState('working');
    try {
      const path = `/${lang}/staff/keys/carry-over`;
      const { waits } = await carryOver({ path, directory, cases, onProgress });
      setState(waits ? 'waits' : 'ready');
    } catch {
      setState('failed');
    }
    revalidate();
  }

  const shown = progress && state === 'working' ? progress : null;
  return (
    <>
      <p className="govuk-body">{words.carryText(cases.length, rewrap.left)}</p>
      {(rewrap.waits || state === 'waits') && <p className="govuk-inset-text">{words.waits}</p>}
      {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
      <ErrorMessage id="carry-error" message={state === 'failed' ? words.stopped : undefined} />
      {shown && (
        <div className="govuk-form-group" data-carry-progress={shown.step}>
          <label className="govuk-label" htmlFor="carry-progress">
            {shown.step === 'cases' ? words.cases(shown.done, shown.all) : words.wraps(shown.done, shown.all)}
          </label>
          <progress className="anshao-progress" id="carry-progress" value={shown.done} max={Math.max(1, shown.all)} />
        </div>
      )}
      <Button type="button" disabled={!unlocked || state === 'working'} onClick={start}>
        {state === 'working' ? words.carrying : words.carry}
      </Button>
    </>
  );
}
