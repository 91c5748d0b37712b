import { useFetcher } from '@remix-run/react';
import type { ReactNode } from 'react';
import { type Shown, shownText } from '~/domain/shown-entry';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { useRounds } from '~/ui/rounds';
import { ShownField } from '~/ui/shown-field';
import type { dutyAction } from '~/web/county/duty-acts.server';
import { dutiesWords } from '~/words/county/duties';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { changedMeanwhile } from '~/words/meanwhile';

type Refused = Extract<Awaited<ReturnType<typeof dutyAction>>, { data: { refused: unknown } }>['data']['refused'];
/** The sentence beside a field that is wrong. */
export type FieldError = (field: string) => string | undefined;

type Props = {
  lang: Lang;
  act: string;
  submit: string;
  title: string;
  text?: string;
  /** What is told once it was saved, where that changes no line of the draft. */
  savedText?: string;
  /** The form values (domain/shown-entry.ts). */
  shown: Shown;
  /** The field at which a unit is said to be wrong, where it is not `unitId`. */
  unitField?: string | undefined;
  /** What stands in a field now, in the words in which it is read. */
  say: (field: string, value: string) => string;
  children: (error: FieldError) => ReactNode;
};

/** One form of the page of duties: it answers beside itself, and keeps what was chosen when it is refused. */
export function DutyForm({
  lang,
  act,
  submit,
  title,
  text,
  savedText,
  shown,
  unitField = 'unitId',
  say,
  children,
}: Props) {
  const words = dutiesWords[lang];
  const fetcher = useFetcher<typeof dutyAction>({ key: `duty-${act}` });
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const saved = answer && 'saved' in answer ? answer : null;
  const round = useRounds(saved);
  const errors = refused ? dutyErrors(refused, lang, say) : [];
  const found = errors.map(({ field, message }) => ({ field: field === 'unitId' ? unitField : field, message }));
  return (
    <section aria-labelledby={`duty-${act}`}>
      <h2 className="govuk-heading-m" id={`duty-${act}`}>
        {title}
      </h2>
      {text && <p className="govuk-body">{text}</p>}
      {saved !== null && (
        <NotificationBanner success={saved.saved > 0} told={saved}>
          {savedText ?? words.saved(saved.saved)}
        </NotificationBanner>
      )}
      <ErrorSummary
        told={answer}
        errors={found.map(({ field, message }) => ({ field: field && fieldId(act, field), message }))}
      />
      <DraftForm place={`duties#${act}`} fetcher={fetcher} ticks data-duty-form={act} key={round}>
        <ShownField loaded={shownText(shown)} told={refused?.data?.shown} />
        {children((field) => found.find((one) => one.field === field)?.message)}
        <Button name="act" value={act} disabled={fetcher.state !== 'idle'}>
          {submit}
        </Button>
      </DraftForm>
    </section>
  );
}

/** The id of a field, because several forms of the page have fields of the same name. */
export const fieldId = (act: string, field: string): string => `${act}-${field}`;

function dutyErrors(refused: Refused, lang: Lang, say: Props['say']): FormError[] {
  const changed = changedMeanwhile(refused);
  if (changed === null) return [{ field: refused.field ?? undefined, message: dutyRefused(refused, lang) }];
  return changed.map(({ field, value }) => ({ field, message: say(field, value) }));
}

function dutyRefused(refused: Refused, lang: Lang): string {
  const words = dutiesWords[lang];
  const { least, most, rule } = refused.data ?? {};
  if (rule === 'stampDays') return words.terms.stampWrong(Number(least), Number(most));
  if (refused.field === 'fromDay' && typeof rule === 'string')
    return (words.day.problems as Record<string, string>)[rule] ?? words.choose;
  if (rule === 'sameUnit') return words.move.sameUnit;
  if (rule === 'noDuty') return words.move.noDuty;
  if (refused.code === 'invalid' && refused.field === 'sector') return words.wrongSector;
  if (refused.code === 'invalid' && refused.field !== null) return words.choose;
  return refusedText(refused, lang);
}
