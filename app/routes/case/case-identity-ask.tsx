import { useState } from 'react';
import { reportSeedOf } from '~/browser/case/case-keys';
import * as keyring from '~/browser/keys/keyring';
import { askHere } from '~/browser/opening/ceremony-asker';
import { postStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { CEREMONY_PURPOSES, IDENTITY_FIELDS } from '~/domain/opening/ceremony-state';
import { AskForm, type Typed } from '~/routes/opening/ask-form';
import type { IdentityPage } from '~/services/opening/identity-page.server';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import type { Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';

type Props = { lang: Lang; page: IdentityPage };

/** The request: reason, purpose and fields in the clear for log and reporter; the words are signed and sealed here. */
export function IdentityAskForm({ lang, page }: Props) {
  const t = ceremonyWords[lang];
  const [purpose, setPurpose] = useState('');
  const check = (typed: Typed) => ({
    ...(typed.text('purpose') === '' && { purpose: t.chooseOne }),
    ...(typed.text('purpose') === 'fields' && typed.all('fields').length === 0 && { fields: t.chooseSome }),
  });
  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="new-ask">
      <h2 className="govuk-heading-m" id="new-ask">
        {t.newAsk}
      </h2>
      <AskForm<'purpose' | 'fields'>
        lang={lang}
        kind="identity"
        check={check}
        send={(typed) => send(typed, page, lang)}
        onChange={(typed) => setPurpose(typed.text('purpose'))}
        before={() => page.reports.length > 1 && <WhichReport lang={lang} page={page} />}
        after={(wrong) => (
          <>
            <Radios
              name="purpose"
              label={t.forWhat}
              choices={choicesFrom(CEREMONY_PURPOSES.identity, t.purposes)}
              error={wrong.purpose}
            />
            {purpose === 'fields' && (
              <Checkboxes
                name="fields"
                label={t.whichFields}
                choices={choicesFrom(IDENTITY_FIELDS, t.fields)}
                error={wrong.fields}
              />
            )}
          </>
        )}
        note={<p className="govuk-hint">{t.reporterSees}</p>}
      />
    </section>
  );
}

function WhichReport({ lang, page }: Props) {
  const t = ceremonyWords[lang];
  return (
    <Select
      name="reportId"
      label={t.whichReport}
      placeholder={false}
      choices={page.reports.map(({ reportId }, index) => ({ value: reportId, label: t.reportNumber(index + 1) }))}
    />
  );
}

async function send({ text, all }: Typed, page: IdentityPage, lang: Lang): Promise<void> {
  const ceremonyId = crypto.randomUUID();
  const purpose = text('purpose');
  const about = {
    caseId: page.case.id,
    reportId: text('reportId') || (page.reports[0]?.reportId ?? ''),
    reason: text('reason'),
    purpose,
    fields: purpose === 'fields' ? all('fields') : [],
    askedOn: page.today,
  };
  const facts = { ...about, ceremonyId, kind: 'identity', askedBy: page.memberId };
  const reportSeed = await reportSeedOf(page.sealed, about.reportId, keyring);
  const sealed = await askHere(facts, text('words'), workspaceFor(page), reportSeed);
  await postStep(`/${lang}/staff/ceremonies/${ceremonyId}/act`, 'askIdentity', { ...about, sealed });
}
