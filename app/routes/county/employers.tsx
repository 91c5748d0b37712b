import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { WaitingPanel } from '~/routes/keys/waiting-draft';
import { employerPage } from '~/services/county/employer.server';
import { buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Tag } from '~/ui/tag';
import { listQuery } from '~/web/county/register-form.server';
import { staff } from '~/web/staff/staff.server';
import { registerWords } from '~/words/county/register';
import { sectorNames } from '~/words/sectors';
import { RegisterPaging, RegisterSearch } from './register-list';
import { regulatorList } from './regulator-fields';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: registerWords[data?.lang ?? 'zh'].employers.title },
];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const query = listQuery(request);
    const { choices, waiting, ...page } = await employerPage(ctx, actor, query);
    return { lang, query, page, choices, waiting };
  });

type Row = Awaited<ReturnType<typeof employerPage>>['rows'][number];

/** The register of employers as drafted. */
export default function Employers() {
  const { lang, query, page, choices, waiting } = useLoaderData<typeof loader>();
  const all = registerWords[lang];
  const words = all.employers;
  const sectors = sectorNames(lang, choices.sectors);
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: all.boards.employer,
      head: true,
      cell: (row) => (
        <Link className="govuk-link" to={`/${lang}/staff/employers/${row.id}`}>
          {textIn(row.names, lang)}
        </Link>
      ),
    },
    { key: 'code', title: all.fields.creditCode, cell: (row) => row.creditCode },
    { key: 'sector', title: all.fields.sector, cell: (row) => sectors[row.sector] ?? row.sector },
    { key: 'regulator', title: words.regulator, cell: (row) => regulatorList(row.regulators, lang, choices) },
    {
      key: 'state',
      title: all.state,
      cell: ({ state }) => <Tag tone={state === 'signed' ? 'good' : 'attention'}>{all.states[state]}</Tag>,
    },
  ];
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <WaitingPanel lang={lang} waiting={waiting} folded />
      <div className="govuk-button-group">
        <Link className={buttonClass('primary')} to={`/${lang}/staff/employers/new`}>
          {words.add}
        </Link>
        <Link className={buttonClass('secondary')} to={`/${lang}/staff/employers/import`}>
          {words.import}
        </Link>
      </div>
      <RegisterSearch lang={lang} sought={query.sought} />
      <DataTable
        caption={words.title}
        captionHidden
        columns={columns}
        rows={page.rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={query.sought ? all.search.found : words.empty} />}
        dense
      />
      <RegisterPaging {...query} next={page.next} />
    </>
  );
}
