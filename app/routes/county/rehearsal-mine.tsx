import { useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import { openTest, type TestToOpen } from '~/browser/county/rehearsal-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { rehearsalWords } from '~/words/county/rehearsal';
import type { Lang } from '~/words/language';

/** What this member can open: one press opens each test report and tells so; the first that does not open is told. */
export function RehearsalMine({ lang, tests }: { lang: Lang; tests: readonly TestToOpen[] }) {
  const words = rehearsalWords[lang];
  const { unlocked } = useKeyring();
  const { revalidate } = useRevalidator();
  const [state, setState] = useState<'waiting' | 'opening' | 'done' | 'failed'>('waiting');
  const [told, setTold] = useState<string | null>(null);

  async function open() {
    setState('opening');
    try {
      for (const test of tests) setTold((await openTest(test, `/${lang}/staff/rehearsal`)) ?? told);
      setState('done');
    } catch {
      setState('failed');
    }
    revalidate();
  }

  if (tests.length === 0 && state !== 'done') return null;
  return (
    <Inset>
      <div data-rehearsal-mine={tests.length}>
        {tests.length > 0 && <p className="govuk-body">{words.mine(tests.length)}</p>}
        {tests.length > 0 && !unlocked && <p className="govuk-body">{words.locked}</p>}
        <ErrorMessage id="rehearsal-mine-error" message={state === 'failed' ? words.failed : undefined} />
        {tests.length > 0 && (
          <Button type="button" disabled={!unlocked || state === 'opening'} onClick={() => void open()}>
            {words.open}
          </Button>
        )}
        <p className="govuk-body" role="status">
          {state === 'opening' ? words.opening : state === 'done' ? words.done : ''}
        </p>
        {told !== null && (
          <p className="govuk-body" data-rehearsal-text>
            {words.toldTitle}: {told}
          </p>
        )}
      </div>
    </Inset>
  );
}
