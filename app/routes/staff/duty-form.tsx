import { useFetcher } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { refusedText } from '~/words/access';
import { dutiesWords } from '~/words/duties';
import type { Lang } from '~/words/language';
import type { action } from './duties';

type Refused = Extract<Awaited<ReturnType<typeof action>>, { data: { refused: unknown } }>['data']['refused'];
/** The sentence beside a field, where it is wrong. */
export type FieldError = (field: string) => string | undefined;

type Props = {
  lang: Lang;
  act: string;
  submit: string;
  title: string;
  text?: string;
  children: (error: FieldError) => ReactNode;
};

/** One form of the page of duties: it answers beside itself, and keeps what was chosen when it is refused. */
export function DutyForm({ lang, act, submit, title, text, children }: Props) {
  const words = dutiesWords[lang];
  const fetcher = useFetcher<typeof action>({ key: `duty-${act}` });
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const saved = answer && 'saved' in answer ? answer.saved : null;
  const message = refused ? dutyRefused(refused, lang) : '';
  return (
    <section aria-labelledby={`duty-${act}`}>
      <h2 className="govuk-heading-m" id={`duty-${act}`}>
        {title}
      </h2>
      {text && <p className="govuk-body">{text}</p>}
      {saved !== null && <NotificationBanner success={saved > 0}>{words.saved(saved)}</NotificationBanner>}
      <ErrorSummary
        errors={refused ? [{ field: refused.field ? `${act}-${refused.field}` : undefined, message }] : []}
      />
      <fetcher.Form method="post" data-duty-form={act}>
        {children((field) => (refused?.field === field ? message : undefined))}
        <Button name="act" value={act} disabled={fetcher.state !== 'idle'}>
          {submit}
        </Button>
      </fetcher.Form>
    </section>
  );
}

function dutyRefused(refused: Refused, lang: Lang): string {
  const words = dutiesWords[lang];
  const { least, most, rule } = refused.data ?? {};
  if (rule === 'stampDays') return words.terms.stampWrong(Number(least), Number(most));
  if (rule === 'sameUnit') return words.move.sameUnit;
  if (rule === 'noDuty') return words.move.noDuty;
  if (refused.code === 'invalid' && refused.field === 'sector') return words.wrongPlace;
  if (refused.code === 'invalid' && refused.field !== null) return words.choose;
  return refusedText(refused, lang);
}
