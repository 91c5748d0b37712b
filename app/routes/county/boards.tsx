import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { WaitingPanel } from '~/routes/keys/waiting-draft';
import { type BoardRow, boardPage } from '~/services/county/signboard.server';
import { buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { listQuery } from '~/web/county/register-form.server';
import { staff } from '~/web/staff/staff.server';
import { boardWords } from '~/words/county/board';
import { registerWords } from '~/words/county/register';
import { RegisterPaging, RegisterSearch } from './register-list';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: registerWords[data?.lang ?? 'zh'].boards.title },
];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const query = listQuery(request);
    const { may, signed, waiting, ...page } = await boardPage(ctx, actor, query);
    return { lang, query, page, may, signed, waiting };
  });

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** Every signboard of the draft: administrators change them, leads print them. */
export default function Boards() {
  const data = useLoaderData<typeof loader>();
  const { lang, query, page, may, waiting } = data;
  const all = registerWords[lang];
  const words = all.boards;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {waiting && <WaitingPanel lang={lang} waiting={waiting} folded />}
      {may.change && (
        <Link className={buttonClass('primary')} to={`/${lang}/staff/boards/new`}>
          {words.add}
        </Link>
      )}
      <RegisterSearch lang={lang} sought={query.sought} />
      <DataTable
        caption={words.title}
        captionHidden
        columns={columns(data)}
        rows={page.rows}
        rowKey={({ board }) => board.code}
        empty={<EmptyState title={query.sought ? all.search.found : words.empty} />}
        dense
      />
      <RegisterPaging {...query} next={page.next} />
    </>
  );
}

function columns({ lang, may, signed }: Loaded): Column<BoardRow>[] {
  const words = registerWords[lang].boards;
  return [
    {
      key: 'site',
      title: words.site,
      head: true,
      cell: ({ board }) =>
        may.change ? (
          <Link className="govuk-link" to={`/${lang}/staff/boards/${board.code}`}>
            {textIn(board.site, lang)}
          </Link>
        ) : (
          textIn(board.site, lang)
        ),
    },
    { key: 'kind', title: words.kind, cell: ({ board }) => boardWords[lang].kinds[board.kind] },
    { key: 'employer', title: words.employer, cell: ({ at }) => textIn(at.names, lang) },
    { key: 'code', title: words.code, cell: ({ board }) => board.code },
    {
      key: 'open',
      title: words.open,
      acts: true,
      cell: ({ board: { code } }) =>
        signed.includes(code) ? (
          <>
            <a className="govuk-link" href={`/q/${code}?lang=${lang}`} aria-label={words.openOf(code)}>
              {words.open}
            </a>{' '}
            {may.print && (
              <Link className="govuk-link" to={`/${lang}/staff/boards/${code}/sheet`} aria-label={words.printOf(code)}>
                {words.print}
              </Link>
            )}
          </>
        ) : (
          words.unsigned
        ),
    },
  ];
}
