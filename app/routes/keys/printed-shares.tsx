import { useBeforeUnload, useBlocker } from '@remix-run/react';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { fingerprint } from '~/envelope/key-pair';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { keysWords } from '~/words/keys/keys';
import { type Lang, labelled } from '~/words/language';

/** Shares as made in this browser: shown once, printed, never sent. */
export type FreshShares = { unitKeyId: string; recipient: string; shares: string[] };
export type ShareKeeper = { memberId: string; name: string };

type Props = {
  lang: Lang;
  unit: string;
  fresh: FreshShares;
  keepers: readonly ShareKeeper[];
  busy: boolean;
  onPrinted: (holders: string[]) => void;
};

/**
 * The shares are shown only once, so whoever wants to leave before confirming is asked first, whether by link, Back,
 * reload or closing.
 */
export function useLeaveWarning(question: string): void {
  useBeforeUnload(
    useCallback((event) => {
      event.preventDefault();
    }, []),
  );
  const blocker = useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    if (window.confirm(question)) blocker.proceed();
    else blocker.reset();
  }, [blocker, question]);
}

/** The three recovery shares of a key, and who keeps which: three different people of the unit, or its safe. */
export function PrintedShares({ lang, unit, fresh, keepers, busy, onPrinted }: Props) {
  const words = keysWords[lang];
  const [problem, setProblem] = useState<string | undefined>();
  useLeaveWarning(words.shares.leave);

  function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const holders = new FormData(event.currentTarget).getAll('holder').map(String);
    const people = holders.filter((holder) => holder !== 'safe');
    if (holders.includes('')) setProblem(words.shares.chooseAll);
    else if (new Set(holders).size !== holders.length) setProblem(words.shares.different);
    else if (people.length < 2) setProblem(words.shares.different);
    else {
      setProblem(undefined);
      onPrinted(holders);
    }
  }

  return (
    <section aria-labelledby="shares-title" className="anshao-shares">
      <h2 className="govuk-heading-m" id="shares-title">
        {words.sharesTitle}
      </h2>
      <p className="govuk-body">{words.sharesText}</p>
      <p className="govuk-body">
        <strong>{words.sharesWarning}</strong>
      </p>
      <form method="post" onSubmit={confirm}>
        {fresh.shares.map((share, index) => (
          <section className="anshao-share anshao-case-section" key={share} aria-label={words.share(index + 1)}>
            <h3 className="govuk-heading-s">
              {unit} · {words.share(index + 1)}
            </h3>
            <p className="anshao-secret" data-share={index + 1}>
              {share}
            </p>
            <p className="govuk-body-s">
              {labelled(words.fingerprint, lang)}
              {fingerprint(fresh.recipient)}
            </p>
            <div className="govuk-form-group">
              <label className="govuk-label" htmlFor={`holder-${index + 1}`}>
                {words.shares.keptBy(index + 1)}
              </label>
              <select className="govuk-select" id={`holder-${index + 1}`} name="holder" defaultValue="">
                <option value="">{words.shares.choose}</option>
                {keepers.map(({ memberId, name }) => (
                  <option key={memberId} value={memberId}>
                    {name}
                  </option>
                ))}
                <option value="safe">{words.shares.safe}</option>
              </select>
            </div>
          </section>
        ))}
        <p className="govuk-inset-text">{words.shares.neverBoth}</p>
        <ErrorMessage id="shares-error" message={problem} />
        <div className="govuk-button-group">
          <Button type="button" variant="secondary" onClick={() => print()}>
            {words.print}
          </Button>
          <Button disabled={busy}>{words.confirmShares}</Button>
        </div>
      </form>
    </section>
  );
}
