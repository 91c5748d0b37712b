import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { today } from '~/services/context.server';
import { logPage } from '~/services/log/log-page.server';
import { logState } from '~/services/log/log-state.server';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Pagination } from '~/ui/pagination';
import { Tag } from '~/ui/tag';
import { logFilterOf, logQuery } from '~/web/log/log-filter.server';
import { staff } from '~/web/staff/staff.server';
import { logWords } from '~/words/log/log';
import { logLineText } from '~/words/log/log-line';
import { LogFilters } from './log-filters';
import { LogTable } from './log-table';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: logWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const filter = logFilterOf(request, today(ctx));
    const { rows, names, members, next } = await logPage(ctx, actor, filter);
    const whole = new URL(request.url).searchParams.has('whole');
    const state = await logState(ctx, { entries: rows.map(({ id }) => id), whole });
    const query = logQuery(filter);
    const first = query.toString();
    if (next !== null) query.set('before', String(next));
    return {
      lang,
      filter,
      members,
      state,
      rows: rows.map(({ id, sequence, entry, said }) => ({ id, sequence, entry, ...logLineText(said, names, lang) })),
      query: first,
      next: next === null ? null : query.toString(),
    };
  });

/** The log of record, for auditors: the chain's state, and its rows in words with the text of each behind them. */
export default function Log() {
  const { lang, filter, members, rows, state, query, next } = useLoaderData<typeof loader>();
  const words = logWords[lang];
  const { problem } = state;
  const path = `/${lang}/staff/log`;
  const withQuery = (address: string) => (query === '' ? address : `${address}?${query}`);
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <p className="govuk-body">
        <Tag tone={problem ? 'bad' : 'good'}>{problem ? words.broken(problem.sequence) : words.ok}</Tag>{' '}
        {words.chained(state.links)} · {words.tail(state.tail)}
      </p>
      <p className="govuk-body">
        {state.whole ? words.checkedWhole : words.checkedNew(state.checked)}{' '}
        {!state.whole && (
          <Link className="govuk-link" to={`${path}?${query === '' ? '' : `${query}&`}whole`}>
            {words.checkWhole}
          </Link>
        )}
      </p>
      <LogFilters lang={lang} filter={filter} members={members} key={query} />
      <LogTable
        lang={lang}
        rows={rows}
        empty={
          <EmptyState title={query === '' ? words.empty : words.emptyFiltered}>
            {query !== '' && <Link to={path}>{words.clear}</Link>}
          </EmptyState>
        }
      />
      <Pagination
        first={filter.before === undefined ? undefined : withQuery(path)}
        next={next === null ? undefined : `${path}?${next}`}
      />
      <p className="govuk-body">
        <a className="govuk-link" href={withQuery(`${path}.csv`)} download>
          {words.csv}
        </a>
      </p>
    </>
  );
}
