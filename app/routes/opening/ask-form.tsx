import { useLocation } from '@remix-run/react';
import { type ReactNode, useState } from 'react';
import { dropDraft } from '~/browser/drafts';
import { useKeyring } from '~/browser/keys/use-keyring';
import { useStep } from '~/browser/opening/use-ceremony';
import { useDraft } from '~/browser/use-draft';
import type { StaffRefusal } from '~/contract/answers/staff';
import { LONGEST_WORDS } from '~/contract/sealed/ceremony';
import { CEREMONY_REASONS, type CeremonyKind } from '~/domain/opening/ceremony-state';
import { isBlank } from '~/domain/typed/text';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { Inset } from '~/ui/inset';
import { Radios } from '~/ui/radios';
import { TextArea } from '~/ui/text-area';
import type { Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { draftWords } from '~/words/staff/draft';
import { StepFault } from './ceremony-fault';

/** What was typed and chosen. */
export type Typed = { text: (name: string) => string; all: (name: string) => string[] };
/** A sentence beside each field that is wrong. */
export type Wrong<F extends string> = Partial<Record<F, string>>;

type Props<F extends string> = {
  lang: Lang;
  kind: CeremonyKind;
  /** Fields beside reason and words, which every request has and this form checks. */
  check: (typed: Typed) => Wrong<F>;
  /** Signs and seals the words here, and posts the request. */
  send: (typed: Typed) => Promise<void>;
  /** Whether a refusal is shown beside fields and not above the form. */
  refusedAt?: (refused: StaffRefusal) => Wrong<F> | null;
  before?: (wrong: Wrong<F>) => ReactNode;
  after?: (wrong: Wrong<F>) => ReactNode;
  onChange?: (typed: Typed) => void;
  /** Shown between the words and the button. */
  note?: ReactNode;
};

/**
 * The form of every request that takes two people: its reason as a code and in words, which the browser signs and
 * seals.
 */
export function AskForm<F extends string>(props: Props<F>) {
  const { lang, kind, check, send, refusedAt, before, after, onChange, note } = props;
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const place = `${useLocation().pathname.replace(/^\/[^/]+\/staff\//, '')}#${kind}`;
  const draft = useDraft(place, {
    ticks: true,
    more: { read: () => ({}), put: () => draft.form.current && onChange?.(typedIn(draft.form.current)) },
  });
  const { busy, fault, run } = useStep();
  const [errors, setErrors] = useState<Wrong<string>>({});
  const told = fault !== null && 'refused' in fault ? (refusedAt?.(fault.refused) ?? null) : null;
  const wrong = { ...errors, ...told } as Wrong<F>;

  async function ask(typed: Typed): Promise<void> {
    const found: Wrong<string> = {
      ...check(typed),
      ...(typed.text('reason') === '' && { reason: t.chooseOne }),
      ...(isBlank(typed.text('words')) && { words: t.wordsMissing }),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    await send(typed);
    dropDraft(place);
  }

  return (
    <>
      {!unlocked && (
        <Inset>
          {t.locked} {draft.waiting && draftWords[lang].waiting}
        </Inset>
      )}
      <p className="anshao-live govuk-hint" role="status" data-draft-back={draft.back || undefined}>
        {draft.back && draftWords[lang].back}
      </p>
      {told === null && <StepFault fault={fault} lang={lang} />}
      {unlocked && (
        <form
          method="post"
          encType="text/plain"
          data-ask={kind}
          ref={draft.form}
          onInput={draft.onInput}
          onChange={(event) => onChange?.(typedIn(event.currentTarget))}
          onSubmit={(event) => {
            event.preventDefault();
            const typed = typedIn(event.currentTarget);
            void run(() => ask(typed));
          }}
        >
          {before?.(wrong)}
          <Radios
            name="reason"
            label={t.reason}
            choices={choicesFrom(CEREMONY_REASONS[kind], t.reasons)}
            error={errors.reason}
          />
          {after?.(wrong)}
          <TextArea
            name="words"
            label={t.wordsLabel}
            hint={t.wordsHint}
            rows={4}
            maxLength={LONGEST_WORDS}
            error={errors.words}
          />
          {note}
          <Button disabled={!unlocked || busy}>{busy ? t.asking : t.ask}</Button>
        </form>
      )}
    </>
  );
}

function typedIn(form: HTMLFormElement): Typed {
  const data = new FormData(form);
  return {
    text: (name) => String(data.get(name) ?? '').trim(),
    all: (name) => data.getAll(name).map(String),
  };
}
