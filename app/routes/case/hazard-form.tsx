import type { ReactNode } from 'react';
import { useHazardPost } from '~/browser/case/use-hazard-post';
import { useKeyring } from '~/browser/keys/use-keyring';
import { useDraft } from '~/browser/use-draft';
import { Button } from '~/ui/button';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { hazardWords } from '~/words/case/hazard';
import type { Lang } from '~/words/language';
import { refusalSentence } from '~/words/refused';
import { draftWords } from '~/words/staff/draft';

type Prepare = Parameters<ReturnType<typeof useHazardPost>['send']>[1];
type Props = {
  lang: Lang;
  /** Names the form, and the entry, for what is kept of it. */
  place: string;
  save: string;
  done: string;
  /** Makes of what was typed what is posted. */
  prepare: (typed: FormData) => ReturnType<Prepare>;
  /** The errors of the fields, with the sentences for the summary. */
  errorsOf: (wrong: Readonly<Record<string, string>>) => FormError[];
  children: (wrong: Readonly<Record<string, string>>) => ReactNode;
  onDone?: () => void;
};

/** A form of the rectification ledger: sealed here, sent by script, its words kept until it is done. */
export function HazardForm({ lang, place, save, done, prepare, errorsOf, children, onDone }: Props) {
  const t = hazardWords[lang];
  const { unlocked } = useKeyring();
  const { busy, answer, send, typed } = useHazardPost(lang, place);
  const draft = useDraft(place);
  const wrong = answer && 'wrong' in answer ? answer.wrong : {};
  const errors = answer && 'refused' in answer ? [{ message: refusalSentence(answer.refused, lang) }] : errorsOf(wrong);
  const failed = answer && 'failed' in answer ? [{ message: refusalSentence({ code: 'noAnswer' }, lang) }] : [];
  return (
    <form
      method="post"
      encType="text/plain"
      noValidate
      data-hazard-form={place}
      ref={draft.form}
      onInput={() => {
        typed();
        draft.onInput();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        void send(form, () => prepare(new FormData(form))).then((sent) => sent && onDone?.());
      }}
    >
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {done}
        </NotificationBanner>
      )}
      <ErrorSummary told={answer} errors={[...errors, ...failed]} />
      <p className="govuk-hint anshao-live" role="status" data-draft-back={draft.back || undefined}>
        {draft.waiting ? draftWords[lang].waiting : draft.back && draftWords[lang].back}
      </p>
      {children(wrong)}
      {!unlocked && <p className="govuk-body">{t.locked}</p>}
      <Button disabled={busy || !unlocked}>{busy ? t.working : save}</Button>
    </form>
  );
}
