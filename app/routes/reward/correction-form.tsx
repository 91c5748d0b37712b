import { useFetcher } from '@remix-run/react';
import type { ReactNode } from 'react';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import { TextInput } from '~/ui/text-input';
import type { Refused } from '~/web/refusal.server';
import type { Lang } from '~/words/language';
import { refusalText } from '~/words/reward/reward';

type Words = { correctTitle: string; correctHint: string; correctVoucher: string; correct: string; corrected: string };
type Props = {
  lang: Lang;
  /** Name of what is corrected, which is also the form's own name on the page. */
  what: string;
  words: Words;
  /** Nothing is left that could be corrected. */
  none: boolean;
  /** Fields for the entry, and for what else is asked before the voucher. */
  children: ReactNode;
};

/**
 * Reverses an entry of the ledger by an entry of its own. It answers beside itself, and keeps what was typed when it is
 * refused.
 */
export function CorrectionForm({ lang, what, words, none, children }: Props) {
  const fetcher = useFetcher<{ done: 'corrected' } | Refused>({ key: `correct-${what}` });
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const message = refused ? refusalText(lang, refused) : undefined;
  const voucher = refused?.field === 'voucher';
  return (
    <>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words.corrected}
        </NotificationBanner>
      )}
      {!none && (
        <Details summary={words.correctTitle} open={refused !== null}>
          <DraftForm place={`corrections#${what}`} fetcher={fetcher} data-correct={what}>
            <p className="govuk-body">{words.correctHint}</p>
            <ErrorMessage id={`correct-${what}-error`} message={voucher ? undefined : message} />
            {children}
            <TextInput
              name="voucher"
              id={`correct-${what}-voucher`}
              label={words.correctVoucher}
              error={voucher ? message : undefined}
              maxLength={80}
              width={20}
              required
            />
            <Button name="act" value="correct" variant="warning" disabled={fetcher.state !== 'idle'}>
              {words.correct}
            </Button>
          </DraftForm>
        </Details>
      )}
    </>
  );
}
