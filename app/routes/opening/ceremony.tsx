import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { readWords } from '~/browser/opening/ceremony-asker';
import { workspaceFor } from '~/browser/opening/use-ceremony';
import { textIn } from '~/domain/localized';
import { ceremonyPage } from '~/services/opening/ceremony-page.server';
import type { CeremonyPage } from '~/services/opening/ceremony-view.server';
import { DueTag } from '~/ui/due-tag';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { SiteLanguage } from '~/ui/site-language';
import { SummaryList, type SummaryRow } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { Warning } from '~/ui/warning';
import { staff } from '~/web/staff/staff.server';
import { formatDate, type Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { fieldsText, reasonText, StateTag } from './ceremonies';
import { CeremonyDecision } from './ceremony-decision';
import { CeremonyHandOn } from './ceremony-hand-on';
import { CeremonyIdentity } from './ceremony-identity';
import { CeremonySample } from './ceremony-sample';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? ceremonyWords[data.lang].itemTitle(data.page.item.order) : '' },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, params }) => ({
    lang,
    unitId: actor.unitId,
    page: await ceremonyPage(ctx, actor, params.ceremony ?? ''),
  }));
}

/** One ceremony: what is requested, by whom and why; and the step that is this member's. */
export default function Ceremony() {
  const { lang, page, unitId } = useLoaderData<typeof loader>();
  const t = ceremonyWords[lang];
  const { item, role } = page;
  const path = `/${lang}/staff/ceremonies/${item.id}/act`;
  const step = { lang, page, path };
  const custodian = role === 'opener' && item.kind !== 'payeeSample';
  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/ceremonies`}>
        {t.back}
      </Link>
      <PageTitle caption={t.itemTitle(item.order)}>
        {t.kinds[item.kind]} {item.emergency && <Tag tone="bad">{t.emergency}</Tag>}
      </PageTitle>
      {item.emergency && item.mine && <Warning>{t.emergencyNow}</Warning>}
      <SummaryList rows={factsShown(page, lang)} />
      {page.words !== null && <Words page={page} lang={lang} />}
      {item.kind !== 'payeeSample' && <p className="govuk-hint">{t.reporterSees}</p>}
      {page.approve && <CeremonyDecision {...step} approve={page.approve} />}
      {custodian && item.kind === 'identity' && item.mine && <CeremonyIdentity {...step} />}
      {item.mine && custodian && item.kind === 'escrow' && <CeremonyHandOn {...step} step="give" unitId={unitId} />}
      {item.mine && role === 'finance' && <CeremonyHandOn {...step} step="giveSample" unitId={unitId} />}
      {item.mine && role === 'asker' && item.kind === 'escrow' && (
        <CeremonyHandOn {...step} step="take" unitId={unitId} />
      )}
      {role === 'asker' && item.kind === 'payeeSample' && item.givenOn !== null && item.mine && (
        <CeremonySample {...step} />
      )}
      {page.case && item.takenOn !== null && (
        <p className="govuk-body">
          <Link className="govuk-link" to={`/${lang}/staff/cases/${page.case.id}`}>
            {t.toCase(page.case.order)}
          </Link>
        </p>
      )}
    </>
  );
}

function factsShown({ item, sample, case: of }: CeremonyPage, lang: Lang): SummaryRow[] {
  const t = ceremonyWords[lang];
  const day = (key: string, on: string | null): SummaryRow[] =>
    on === null ? [] : [{ key, value: formatDate(on, lang) }];
  const more = (key: string, value: string | null): SummaryRow[] => (value ? [{ key, value }] : []);
  return [
    { key: t.state, value: <StateTag item={item} lang={lang} /> },
    { key: t.why, value: reasonText(item.reason, lang) },
    { key: t.purpose, value: t.purposes[item.purpose] },
    ...more(t.wantedFields, fieldsText(item.fields, lang)),
    ...more(t.unit, (item.unit && textIn(item.unit.names, lang)) ?? null),
    ...(of ? [{ key: t.order, value: of.order }] : []),
    ...(sample
      ? [
          {
            key: t.payments,
            value: t.sampleLine(formatDate(sample.from, lang), formatDate(sample.to, lang), sample.count),
          },
          {
            key: t.sampleSeed,
            value: `${sample.seedSequence} · ${sample.seed}`,
          },
        ]
      : []),
    ...day(t.askedOn, item.askedOn),
    ...day(t.approvedOn, item.approvedOn),
    ...day(t.refusedOn, item.refusedOn),
    ...day(t.givenOn, item.givenOn),
    ...day(t.openedOn, item.openedOn),
    ...day(t.takenOn, item.takenOn),
    ...(item.outcome ? [{ key: t.outcome, value: t.outcomes[item.outcome] }] : []),
    ...more(t.released, fieldsText(item.releasedFields ?? [], lang)),
    ...(item.daysLeft === null ? [] : [{ key: t.until, value: <DueTag {...item} dueOn={item.expiresOn} /> }]),
  ];
}

/** The asker's words, opened here after checking their signature. */
function Words({ page, lang }: { page: CeremonyPage; lang: Lang }) {
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const [text, setText] = useState<string | 'failed' | null>(null);
  const { facts, words } = page;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a ceremony's words never change
  useEffect(() => {
    let current = true;
    setText(null);
    if (!unlocked || words === null) return;
    Promise.resolve()
      .then(() => readWords(facts, words, workspaceFor(page)))
      .then(
        (read) => current && setText(`=${read}`),
        () => current && setText('failed'),
      );
    return () => {
      current = false;
    };
  }, [unlocked, facts.ceremonyId]);
  return (
    <section aria-labelledby="words" data-words={text === null ? 'closed' : 'open'}>
      <h2 className="govuk-heading-m" id="words">
        {t.words}
      </h2>
      {!unlocked && <Inset>{t.locked}</Inset>}
      {text === 'failed' && <ErrorMessage id="words-error" message={t.wordsBad} />}
      {text?.startsWith('=') && (
        <p className="govuk-body anshao-lines">
          <SiteLanguage>{text.slice(1)}</SiteLanguage>
        </p>
      )}
    </section>
  );
}
