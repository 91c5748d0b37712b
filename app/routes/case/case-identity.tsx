import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { readOutcome } from '~/browser/opening/identity-workspace';
import { workspaceFor } from '~/browser/opening/use-ceremony';
import type { OutcomePlain } from '~/contract/sealed/ceremony';
import { fieldsText, reasonText, StateTag } from '~/routes/opening/ceremonies';
import { type IdentityAskItem, type IdentityPage, identityPage } from '~/services/opening/identity-page.server';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { formatDate, type Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { IdentityAskForm } from './case-identity-ask';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? ceremonyWords[data.lang].identityTitle(data.page.case.order) : '' },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, params }) => ({
    lang,
    page: await identityPage(ctx, actor, params.case ?? ''),
  }));
}

/** Where a handler requests the reporter's identity, and reads what the custodian answered. */
export default function CaseIdentity() {
  const { lang, page } = useLoaderData<typeof loader>();
  const t = ceremonyWords[lang];
  const waiting = page.asks.some(({ state }) => state === 'asked' || state === 'approved');
  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/cases/${page.case.id}`}>
        {t.backToCase}
      </Link>
      <PageTitle lead={t.identityLead}>{t.identityTitle(page.case.order)}</PageTitle>
      {waiting && <Inset>{t.asked}</Inset>}
      <h2 className="govuk-heading-m">{t.asks}</h2>
      {page.asks.length === 0 && <EmptyState title={t.asksNone} />}
      {page.asks.map((item) => (
        <AskShown key={item.id} item={item} page={page} lang={lang} />
      ))}
      <IdentityAskForm key={page.asks.length} lang={lang} page={page} />
    </>
  );
}

type ShownProps = { item: IdentityAskItem; page: IdentityPage; lang: Lang };

function AskShown({ item, page, lang }: ShownProps) {
  const t = ceremonyWords[lang];
  const number = page.reports.findIndex(({ reportId }) => reportId === item.reportId) + 1;
  return (
    <section className="anshao-case-section" aria-label={t.itemTitle(item.order)} data-ask={item.state}>
      <h3 className="govuk-heading-s">
        {t.itemTitle(item.order)} {item.emergency && <Tag tone="bad">{t.emergency}</Tag>}
      </h3>
      <SummaryList
        rows={[
          { key: t.state, value: <StateTag item={{ ...item, mine: false }} lang={lang} /> },
          ...(page.reports.length > 1 && number > 0 ? [{ key: t.whichReport, value: t.reportNumber(number) }] : []),
          { key: t.why, value: reasonText(item.reason, lang) },
          { key: t.purpose, value: t.purposes[item.purpose] },
          ...(item.fields.length > 0 ? [{ key: t.wantedFields, value: fieldsText(item.fields, lang) }] : []),
          { key: t.askedOn, value: formatDate(item.askedOn, lang) },
          ...(item.daysLeft !== null && item.expiresOn !== null
            ? [{ key: t.until, value: formatDate(item.expiresOn, lang) }]
            : []),
          ...(item.outcome ? [{ key: t.outcome, value: t.outcomes[item.outcome] }] : []),
        ]}
      />
      {item.outcome && item.told === null && <p className="govuk-hint">{t.toldOther}</p>}
      {item.told && <Told told={item.told} page={page} lang={lang} />}
    </section>
  );
}

/** The custodian's answer, sealed to this member only; opened here, with its signature checked. */
function Told({ told, page, lang }: Omit<ShownProps, 'item'> & { told: NonNullable<IdentityAskItem['told']> }) {
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const [read, setRead] = useState<OutcomePlain | 'failed' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer never changes
  useEffect(() => {
    let current = true;
    setRead(null);
    if (!unlocked) return;
    Promise.resolve()
      .then(() => readOutcome(told, workspaceFor(page)))
      .then(
        (plain) => current && setRead(plain),
        () => current && setRead('failed'),
      );
    return () => {
      current = false;
    };
  }, [unlocked, told.ceremonyId]);
  if (!unlocked) return <Inset>{t.locked}</Inset>;
  if (read === null) return null;
  if (read === 'failed') return <ErrorMessage id={`told-${told.ceremonyId}`} message={t.toldBad} />;
  const names: Readonly<Record<string, string>> = t.fields;
  const fields = Object.entries(read.fields).map(([field, value]) => ({ key: names[field] ?? field, value }));
  return (
    <div data-told>
      <h4 className="govuk-heading-s">{t.told}</h4>
      <SummaryList rows={[...fields, ...(read.note ? [{ key: t.note, value: read.note }] : [])]} />
    </div>
  );
}
