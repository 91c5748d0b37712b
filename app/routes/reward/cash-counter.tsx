import { useFetcher } from '@remix-run/react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { FoundCash } from '~/services/reward/cash-find.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { useRounds } from '~/ui/rounds';
import { TextInput } from '~/ui/text-input';
import type { payoutAction } from '~/web/reward/payout-acts.server';
import type { Lang } from '~/words/language';
import { cashWords } from '~/words/reward/cash';
import { type Refused, refusalText } from '~/words/reward/reward';
import { CashPayment } from './cash-payment';

type Props = { lang: Lang; fundOf: (payment: FoundCash) => string; children: ReactNode };

/**
 * The counter: one box for the told code, then the payment to which it belongs. The code goes no further than the
 * question.
 */
export function CashCounter({ lang, fundOf, children }: Props) {
  const t = cashWords[lang];
  const fetcher = useFetcher<typeof payoutAction>({ key: 'cash-find' });
  const answer = fetcher.data;
  const found = answer && 'found' in answer ? answer.found : null;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const ofField = refused?.field === 'cashCode';
  const round = useRounds(found);
  return (
    <section aria-labelledby="cash-title" data-cash-counter>
      <h2 className="govuk-heading-m" id="cash-title">
        {t.title}
      </h2>
      <fetcher.Form method="post" autoComplete="off">
        <ErrorMessage id="cash-error" message={refused && !ofField ? refusalText(lang, refused) : undefined} />
        <TextInput
          // A code that was found is not kept on the page.
          key={round}
          name="cashCode"
          label={t.code}
          hint={t.codeHint}
          error={ofField ? codeError(lang, refused) : undefined}
          inputMode="numeric"
          autoComplete="off"
          maxLength={40}
          width={10}
          required
        />
        <Button name="act" value="find" disabled={fetcher.state !== 'idle'}>
          {t.find}
        </Button>
      </fetcher.Form>
      {found && <Found key={round} lang={lang} found={found} fundOf={fundOf} />}
      {children}
    </section>
  );
}

function Found({ lang, found, fundOf }: Pick<Props, 'lang' | 'fundOf'> & { found: FoundCash[] }) {
  const t = cashWords[lang];
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <>
      <h3 className="govuk-heading-s" tabIndex={-1} ref={title}>
        {found.length === 1 ? t.found : t.foundMore(found.length)}
      </h3>
      {found.map((payment) => (
        <CashPayment key={payment.rewardId} payment={payment} fund={fundOf(payment)} lang={lang} />
      ))}
    </>
  );
}

function codeError(lang: Lang, refused: Refused): string {
  const left = refused.data?.triesLeft;
  return typeof left === 'number' ? cashWords[lang].wrong(left) : refusalText(lang, refused);
}
