import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import * as keyring from '~/browser/keys/keyring';
import { useKeyring } from '~/browser/keys/use-keyring';
import { releaseShares } from '~/browser/reward/payee-workspace';
import type { GuardianBatch, PayoutLists } from '~/contract/answers/payouts';
import { isEnvelopeError } from '~/envelope/errors';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import type { payoutAction } from '~/web/reward/payout-acts.server';
import type { Lang } from '~/words/language';
import { payoutWords } from '~/words/reward/payout';
import { refusalText } from '~/words/reward/reward';

type Props = {
  batch: GuardianBatch & { shown: string };
  lists: PayoutLists;
  grants: { unitKeyId: string; wrapped: string }[];
  lang: Lang;
};

/** The guardian's browser opens the guardians' shares and seals them anew to finance; only that leaves it. */
export function PayoutRelease({ batch, lists, grants, lang }: Props) {
  const t = payoutWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof payoutAction>();
  const [state, setState] = useState<'ready' | 'working' | 'failed' | 'forged' | 'accused'>('ready');
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const busy = state === 'working' || fetcher.state !== 'idle';

  async function release() {
    setState('working');
    try {
      const shares = await releaseShares(batch, lists, grants, keyring);
      const released = { act: 'release', batchId: batch.id, shown: batch.shown, shares: JSON.stringify(shares) };
      fetcher.submit(released, { method: 'post' });
      setState('ready');
    } catch (error) {
      const code = isEnvelopeError(error) ? error.code : null;
      setState(code === 'badSignature' ? 'forged' : code === 'accusedUnit' ? 'accused' : 'failed');
    }
  }

  const wrong = { failed: t.tryAgain, forged: t.releaseForged, accused: t.releaseAccused };
  const message = refused
    ? refusalText(lang, refused)
    : state === 'ready' || state === 'working'
      ? undefined
      : wrong[state];
  return (
    <div className={message ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
      <ErrorMessage id={`release-${batch.order}-error`} message={message} />
      {!unlocked && <p className="govuk-body">{t.locked}</p>}
      <Button type="button" disabled={!unlocked || busy || lists.directory === null} onClick={release}>
        {busy ? t.releasing : t.release}
      </Button>
    </div>
  );
}
