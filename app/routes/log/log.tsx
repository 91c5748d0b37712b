import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { logPage } from '~/services/log/log-page.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Pagination } from '~/ui/pagination';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { actName } from '~/words/acts';
import { formatDate } from '~/words/language';
import { logWords } from '~/words/log/log';

export const handle = { scripts: true };

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const before = new URL(request.url).searchParams.get('before');
    const page = await logPage(ctx, actor, before && /^\d{1,15}$/.test(before) ? Number(before) : undefined);
    const state = await verifyLog(ctx);
    return { lang, page, state, first: before === null };
  });

/** The log of record, for auditors: the chain's state and its lines. */
export default function Log() {
  const { lang, page, state, first } = useLoaderData<typeof loader>();
  const words = logWords[lang];
  const [problem] = state.problems;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <p className="govuk-body">
        <Tag tone={problem ? 'bad' : 'good'}>{problem ? words.broken(problem.sequence) : words.ok}</Tag>{' '}
        {words.chained(state.links)} · {words.tail(state.tail)}
      </p>
      <DataTable
        caption={words.title}
        captionHidden
        dense
        columns={[
          { key: 'sequence', title: words.sequence, numeric: true, head: true, cell: (row) => row.sequence ?? '–' },
          { key: 'day', title: words.day, cell: (row) => formatDate(row.onDay, lang) },
          { key: 'act', title: words.act, cell: (row) => actName(row.act, lang) },
          { key: 'entry', title: words.entry, cell: (row) => <code className="anshao-code">{row.entry}</code> },
        ]}
        rows={page.rows}
        rowKey={(row) => String(row.id)}
        empty={<EmptyState title={words.empty} />}
      />
      <Pagination
        first={first ? undefined : `/${lang}/staff/log`}
        next={page.next === null ? undefined : `/${lang}/staff/log?before=${page.next}`}
      />
    </>
  );
}
