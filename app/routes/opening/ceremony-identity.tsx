import { useEffect, useState } from 'react';
import { dropDraft } from '~/browser/drafts';
import { useKeyring } from '~/browser/keys/use-keyring';
import { type OpenedIdentity, openIdentityHere, tellHere } from '~/browser/opening/identity-workspace';
import { askStep, postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { useDraft } from '~/browser/use-draft';
import { identityToOpen } from '~/contract/answers/ceremony';
import type { IdentityPlain } from '~/contract/sealed/identity';
import { IDENTITY_FIELDS } from '~/domain/opening/ceremony-state';
import type { CeremonyPage } from '~/services/opening/ceremony-view.server';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { Inset } from '~/ui/inset';
import { Radios } from '~/ui/radios';
import { SummaryList } from '~/ui/summary-list';
import { TextArea } from '~/ui/text-area';
import type { Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { draftWords } from '~/words/staff/draft';
import { StepFault } from './ceremony-fault';

type Props = { lang: Lang; page: CeremonyPage; path: string };

/** The named custodian joins the two shares here and sees who reported, only in this page's memory. */
export function CeremonyIdentity({ lang, page, path }: Props) {
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const [opened, setOpened] = useState<OpenedIdentity | null>(null);
  useEffect(() => {
    if (!unlocked) setOpened(null);
  }, [unlocked]);

  const open = () =>
    run(async () => {
      const sealed = await askStep(path, 'open', identityToOpen);
      const { facts, words, today } = page;
      setOpened(await openIdentityHere({ ...sealed, facts, words }, today, workspaceFor(page)));
    });

  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="identity" data-identity>
      <h2 className="govuk-heading-m" id="identity">
        {t.identity}
      </h2>
      {!unlocked && <Inset>{t.locked}</Inset>}
      <StepFault fault={fault} lang={lang} />
      {opened === null ? (
        <>
          <p className="govuk-body">{t.openHint}</p>
          <Button type="button" disabled={!unlocked || busy} onClick={() => void open()}>
            {t.open}
          </Button>
        </>
      ) : (
        <>
          <Shown identity={opened.identity} lang={lang} />
          <Tell {...{ lang, page, path }} opened={opened} />
        </>
      )}
    </section>
  );
}

function Shown({ identity, lang }: { identity: IdentityPlain | null; lang: Lang }) {
  const t = ceremonyWords[lang];
  if (identity === null) return <p className="govuk-body">{t.anonymous}</p>;
  const rows = IDENTITY_FIELDS.flatMap((field) => {
    const value = identity[field];
    return value ? [{ key: t.fields[field], value }] : [];
  });
  return (
    <div data-identity-shown>
      <SummaryList rows={rows} />
    </div>
  );
}

/** What the custodian reports to the asker, sealed here to that one person. */
function Tell({ lang, page, path, opened }: Props & { opened: OpenedIdentity }) {
  const { identity } = opened;
  const t = ceremonyWords[lang];
  const { busy, fault, run } = useStep();
  const [errors, setErrors] = useState<{ outcome?: string; fields?: string }>({});
  const [outcome, setOutcome] = useState('');
  const place = `ceremonies/${page.item.id}#tell`;
  const read = (form: HTMLFormElement) => setOutcome(String(new FormData(form).get('outcome') ?? ''));
  // The fields to tell are chosen anew each time; the identity itself is stored nowhere.
  const draft = useDraft(place, {
    more: { read: () => ({}), put: () => draft.form.current && read(draft.form.current) },
  });
  const given = page.item.fields.filter((field) => identity?.[field as keyof IdentityPlain]);
  const codes = (['contacted', 'notReached', ...(given.length > 0 ? (['released'] as const) : [])] as const).map(
    (value) => ({ value, label: t.tellChoices[value] }),
  );
  const names: Readonly<Record<string, string>> = t.fields;

  const send = (form: HTMLFormElement) =>
    run(async () => {
      const typed = new FormData(form);
      const code = String(typed.get('outcome') ?? '');
      const chosen = code === 'released' ? typed.getAll('fields').map(String) : [];
      const wrong = {
        ...(code === '' && { outcome: t.chooseOne }),
        ...(code === 'released' && chosen.length === 0 && { fields: t.chooseSome }),
      };
      setErrors(wrong);
      if (Object.keys(wrong).length > 0) return;
      const fields = Object.fromEntries(chosen.map((field) => [field, identity?.[field as keyof IdentityPlain] ?? '']));
      const plain = { fields, note: String(typed.get('note') ?? '').trim() };
      const sealed = await tellHere(opened, { code, plain }, workspaceFor(page));
      await postStep(path, 'tell', { outcome: code, fields: chosen, sealed });
      dropDraft(place);
    });

  return (
    <form
      method="post"
      encType="text/plain"
      data-tell
      ref={draft.form}
      onInput={draft.onInput}
      onChange={(event) => read(event.currentTarget)}
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <p className="govuk-hint anshao-live" role="status" data-draft-back={draft.back || undefined}>
        {draft.back && draftWords[lang].back}
      </p>
      <StepFault fault={fault} lang={lang} />
      <Radios name="outcome" label={t.tell} choices={codes} error={errors.outcome} />
      {outcome === 'released' && (
        <Checkboxes
          name="fields"
          label={t.chooseFields}
          choices={given.map((value) => ({ value, label: names[value] ?? value }))}
          error={errors.fields}
        />
      )}
      <TextArea name="note" label={t.note} hint={t.noteHint} rows={4} maxLength={800} />
      <Button disabled={busy}>{t.send}</Button>
    </form>
  );
}
