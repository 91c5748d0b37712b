import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { StampPanel } from '~/routes/keys/stamp-panel';
import { stampPage } from '~/services/keys/stamp-page.server';
import { ceremonyLists } from '~/services/opening/ceremony-page.server';
import type { CeremonyItem } from '~/services/opening/ceremony-view.server';
import { buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { DueTag } from '~/ui/due-tag';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { formatDate, formatList, type Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: ceremonyWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, has }) => ({
    lang,
    asksEscrow: has('lead'),
    asksSample: has('auditor'),
    stamp: has('guardian') ? await stampPage(ctx, actor) : null,
    ...(await ceremonyLists(ctx, actor)),
  }));
}

/** What waits for this member and what is done: codes and days, no case and nobody's name. */
export default function Ceremonies() {
  const { lang, waiting, past, asksEscrow, asksSample, stamp } = useLoaderData<typeof loader>();
  const t = ceremonyWords[lang];
  return (
    <>
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      {/* Links within the staff pages keep the keys open. */}
      {asksEscrow && (
        <Link className={buttonClass('primary')} to={`/${lang}/staff/ceremonies/ask`}>
          {t.askEscrow}
        </Link>
      )}
      {asksSample && (
        <Link className={buttonClass('primary')} to={`/${lang}/staff/samples`}>
          {t.sampleTitle}
        </Link>
      )}
      <h2 className="govuk-heading-m">{t.waiting}</h2>
      <CeremonyTable items={waiting} lang={lang} caption={t.waiting} none={t.waitingNone} />
      {stamp && <StampPanel lang={lang} page={stamp} />}
      <h2 className="govuk-heading-m">{t.past}</h2>
      <CeremonyTable items={past} lang={lang} caption={t.past} none={t.pastNone} />
    </>
  );
}

type TableProps = { items: CeremonyItem[]; lang: Lang; caption: string; none: string };

function CeremonyTable({ items, lang, caption, none }: TableProps) {
  const t = ceremonyWords[lang];
  const columns: Column<CeremonyItem>[] = [
    {
      key: 'number',
      title: t.number,
      head: true,
      cell: (item) => (
        <Link className="govuk-link" to={`/${lang}/staff/ceremonies/${item.id}`} data-ceremony={item.order}>
          {t.itemTitle(item.order)}
        </Link>
      ),
    },
    {
      key: 'what',
      title: t.what,
      cell: (item) => (
        <>
          {t.kinds[item.kind]} {item.emergency && <Tag tone="bad">{t.emergency}</Tag>}
        </>
      ),
    },
    { key: 'why', title: t.why, cell: (item) => reasonText(item.reason, lang) },
    { key: 'unit', title: t.unit, cell: (item) => item.unit && textIn(item.unit.names, lang) },
    { key: 'askedOn', title: t.askedOn, cell: (item) => formatDate(item.askedOn, lang) },
    {
      key: 'until',
      title: t.until,
      cell: (item) => (item.daysLeft === null ? null : <DueTag {...item} dueOn={item.expiresOn} />),
    },
    { key: 'state', title: t.state, cell: (item) => <StateTag item={item} lang={lang} /> },
  ];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(item) => item.id}
      empty={<EmptyState title={none} />}
      dense
    />
  );
}

export function StateTag({ item, lang }: { item: CeremonyItem; lang: Lang }) {
  const t = ceremonyWords[lang];
  const tone = item.state === 'refused' || item.state === 'expired' ? 'neutral' : 'progress';
  return (
    <>
      <Tag tone={item.state === 'opened' ? 'good' : tone}>{t.states[item.state]}</Tag>{' '}
      {item.mine && <Tag tone="attention">{t.yourTurn}</Tag>}
    </>
  );
}

export function reasonText(code: string, lang: Lang): string {
  const reasons: Readonly<Record<string, string>> = ceremonyWords[lang].reasons;
  return reasons[code] ?? code;
}

export function fieldsText(fields: readonly string[], lang: Lang): string {
  const names: Readonly<Record<string, string>> = ceremonyWords[lang].fields;
  return formatList(
    fields.map((field) => names[field] ?? field),
    lang,
  );
}
