import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isSectorCode } from '~/domain/county/sector-list';
import { textIn } from '~/domain/localized';
import { exposurePage, type PenaltyKey } from '~/services/publication/penalty.server';
import { publicSupervisions } from '~/services/publication/supervision.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { Pagination } from '~/ui/pagination';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { SiteLanguage } from '~/ui/site-language';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { penaltyKeyFrom, penaltyKeyText } from '~/web/publication/penalty-key';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG, formatDate, formatMoney, type Lang, labelled, namesByCode } from '~/words/language';
import { publicWords } from '~/words/publication/public';
import { supervisionWords } from '~/words/publication/supervision';
import { supervisionColumns } from './supervision-columns';

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const query = new URL(request.url).searchParams;
  const asked = query.get('sector') ?? '';
  const sector = isSectorCode(asked) ? asked : null;
  const after = penaltyKeyFrom(query.get('after'));
  const { towns, town, ...page } = await exposurePage(context.ctx, {
    ...(sector && { sector }),
    town: query.get('town') ?? '',
    ...(after && { after }),
  });
  const supervised = await publicSupervisions(context.ctx);
  const filter = { ...(sector && { sector }), ...(town && { town }) };
  const townNames = namesByCode(towns, lang);
  return {
    lang,
    display: displayOf(request),
    filter,
    townNames,
    rows: page.rows.map((row) => ({
      id: row.id,
      offender: row.offender,
      decisionNumber: row.decisionNumber,
      decidedOn: formatDate(row.decidedOn, lang),
      offence: row.offence,
      legalBasis: row.legalBasis,
      amount: formatMoney(row.amount, lang),
      unit: textIn(row.unit, lang),
      sector: row.sector,
      town: row.town ? (townNames[row.town] ?? row.town) : null,
    })),
    supervised: supervised.flatMap(({ state, ...row }) =>
      state === 'published' || state === 'ended'
        ? { ...row, state, unit: textIn(row.unit, lang), dueOn: formatDate(row.dueOn, lang) }
        : [],
    ),
    first: after ? address(lang, filter) : undefined,
    next: page.next ? address(lang, filter, page.next) : undefined,
  };
}

function address(lang: string, filter: { sector?: string; town?: string }, after?: PenaltyKey): string {
  const query = new URLSearchParams(filter);
  if (after) query.set('after', penaltyKeyText(after));
  const text = query.toString();
  return `/${lang}/exposure${text ? `?${text}` : ''}`;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && publicWords[data.lang].exposure.title) },
];

export default function Exposure() {
  const { lang, display, rows, supervised, first, next, filter, townNames } = useLoaderData<typeof loader>();
  const words = publicWords[lang].exposure;
  const supervision = supervisionWords[lang];
  const sectors = useSectors(lang);
  return (
    <Layout lang={lang} path={`/${lang}/exposure`} section="exposure" display={display} wide>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <form method="get" className="anshao-filters">
        <Select
          name="sector"
          label={words.sector}
          placeholder={words.all}
          defaultValue={filter.sector}
          choices={sectors.all}
        />
        <Select
          name="town"
          label={words.town}
          placeholder={words.all}
          defaultValue={filter.town}
          choices={Object.entries(townNames).map(([value, label]) => ({ value, label }))}
        />
        <Button variant="secondary">{words.filter}</Button>
      </form>
      <DataTable
        caption={words.title}
        captionHidden
        dense
        columns={columns(lang, sectors.nameOf)}
        rows={rows}
        rowKey={(row) => String(row.id)}
        empty={<EmptyState title={words.empty} />}
      />
      <Pagination first={first} next={next} />
      <h2 className="govuk-heading-l">{supervision.publicTitle}</h2>
      <p className="govuk-body">{supervision.publicLead}</p>
      <DataTable
        caption={supervision.publicTitle}
        captionHidden
        dense
        columns={supervisionColumns(lang)}
        rows={supervised}
        rowKey={(row) => row.id}
        empty={<EmptyState title={supervision.publicEmpty} />}
      />
    </Layout>
  );
}

type Row = Awaited<ReturnType<typeof loader>>['rows'][number];

/** The columns that people look for stand first; on a phone each decision is a card of these lines. */
function columns(lang: Lang, sectorOf: (code: string) => string): Column<Row>[] {
  const words = publicWords[lang].exposure;
  return [
    { key: 'offender', title: words.offender, head: true, cell: (row) => row.offender },
    {
      key: 'offence',
      title: words.offence,
      cell: (row) => (
        <>
          <SiteLanguage>{row.offence}</SiteLanguage>
          <br />
          <span className="govuk-hint">
            {labelled(words.basis, lang)}
            <SiteLanguage>{row.legalBasis}</SiteLanguage>
          </span>
        </>
      ),
    },
    { key: 'amount', title: words.amount, numeric: true, cell: (row) => row.amount },
    { key: 'on', title: words.decidedOn, short: true, cell: (row) => row.decidedOn },
    { key: 'number', title: words.decision, short: true, cell: (row) => row.decisionNumber },
    { key: 'unit', title: words.unit, cell: (row) => row.unit },
    {
      key: 'sector',
      title: `${words.sector} · ${words.town}`,
      cell: (row) => [sectorOf(row.sector), row.town].filter(Boolean).join(' · '),
    },
  ];
}
