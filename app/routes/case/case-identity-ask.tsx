import { useState } from 'react';
import { reportSeedOf } from '~/browser/case/case-keys';
import * as keyring from '~/browser/keys/keyring';
import { useKeyring } from '~/browser/keys/use-keyring';
import { askHere } from '~/browser/opening/ceremony-asker';
import { postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { CEREMONY_PURPOSES, CEREMONY_REASONS, IDENTITY_FIELDS } from '~/domain/opening/ceremony-state';
import { StepFault } from '~/routes/opening/ceremony-fault';
import type { IdentityPage } from '~/services/opening/identity-page.server';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { Inset } from '~/ui/inset';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import type { Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { AskEnd } from './ask-end';

type Props = { lang: Lang; page: IdentityPage };
type Errors = Partial<Record<'reason' | 'purpose' | 'fields' | 'words', string>>;

/** The ask: reason, purpose and fields in the clear for log and reporter; the words signed and sealed here. */
export function IdentityAskForm({ lang, page }: Props) {
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const [errors, setErrors] = useState<Errors>({});
  const [purpose, setPurpose] = useState('');
  const send = (form: HTMLFormElement) => run(() => ask(new FormData(form), page, lang, setErrors));
  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="new-ask">
      <h2 className="govuk-heading-m" id="new-ask">
        {t.newAsk}
      </h2>
      {!unlocked && <Inset>{t.locked}</Inset>}
      <StepFault fault={fault} lang={lang} />
      <form
        method="post"
        encType="text/plain"
        data-ask-identity
        onChange={(event) => setPurpose(String(new FormData(event.currentTarget).get('purpose') ?? ''))}
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        {page.reports.length > 1 && (
          <Select
            name="reportId"
            label={t.whichReport}
            placeholder={false}
            choices={page.reports.map(({ reportId }, index) => ({ value: reportId, label: t.reportNumber(index + 1) }))}
          />
        )}
        <Radios
          name="reason"
          label={t.reason}
          choices={choicesFrom(CEREMONY_REASONS.identity, t.reasons)}
          error={errors.reason}
        />
        <Radios
          name="purpose"
          label={t.forWhat}
          choices={choicesFrom(CEREMONY_PURPOSES.identity, t.purposes)}
          error={errors.purpose}
        />
        {purpose === 'fields' && (
          <Checkboxes
            name="fields"
            label={t.whichFields}
            choices={choicesFrom(IDENTITY_FIELDS, t.fields)}
            error={errors.fields}
          />
        )}
        <AskEnd lang={lang} error={errors.words} unlocked={unlocked} busy={busy}>
          <p className="govuk-hint">{t.reporterSees}</p>
        </AskEnd>
      </form>
    </section>
  );
}

async function ask(typed: FormData, page: IdentityPage, lang: Lang, show: (errors: Errors) => void): Promise<void> {
  const t = ceremonyWords[lang];
  const text = (name: string) => String(typed.get(name) ?? '').trim();
  const purpose = text('purpose');
  const fields = purpose === 'fields' ? typed.getAll('fields').map(String) : [];
  const errors: Errors = {
    ...(text('reason') === '' && { reason: t.chooseOne }),
    ...(purpose === '' && { purpose: t.chooseOne }),
    ...(purpose === 'fields' && fields.length === 0 && { fields: t.chooseSome }),
    ...(text('words') === '' && { words: t.wordsMissing }),
  };
  show(errors);
  if (Object.keys(errors).length > 0) return;
  const ceremonyId = crypto.randomUUID();
  const about = {
    caseId: page.case.id,
    reportId: text('reportId') || (page.reports[0]?.reportId ?? ''),
    reason: text('reason'),
    purpose,
    fields,
    askedOn: page.today,
  };
  const facts = { ...about, ceremonyId, kind: 'identity', askedBy: page.memberId };
  const reportSeed = await reportSeedOf(page.sealed, about.reportId, keyring);
  const sealed = await askHere(facts, text('words'), workspaceFor(page), reportSeed);
  await postStep(`/${lang}/staff/ceremonies/${ceremonyId}/act`, 'askIdentity', { ...about, sealed });
}
