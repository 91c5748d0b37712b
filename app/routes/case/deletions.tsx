import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { deletionForms } from '~/contract/posted/case-forms';
import { confirmDeletion, type DeletionAsked, deletionsAsked, refuseDeletion } from '~/services/case/deletion.server';
import type { Column } from '~/ui/data-table';
import { AskedDecisions, DecisionForm } from '~/ui/staff/asked-decisions';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { deletionWords } from '~/words/case/deletion';
import { formatDate } from '~/words/language';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: deletionWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, waiting: await deletionsAsked(ctx, actor) }));

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(deletionForms, {
  confirm: async ({ ctx, actor }, { request, shown }) => {
    await confirmDeletion(ctx, actor, { requestId: request, shown });
    return { done: 'confirmed' as const };
  },
  refuse: async ({ ctx, actor }, { request }) => {
    await refuseDeletion(ctx, actor, request);
    return { done: 'refused' as const };
  },
});

/** What waits for a guardian: numbers and reasons, no case. */
export default function Deletions() {
  const { lang, waiting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = deletionWords[lang];
  const columns: Column<DeletionAsked>[] = [
    { key: 'case', title: t.case, head: true, cell: (row) => row.caseOrder },
    { key: 'reason', title: t.reason, cell: (row) => t.reasons[row.reason] },
    { key: 'askedBy', title: t.askedBy, cell: (row) => row.askedByName },
    { key: 'askedOn', title: t.askedOn, cell: (row) => formatDate(row.askedOn, lang) },
    {
      key: 'decide',
      title: t.decision,
      cell: (row) => <DecisionForm row={row} confirm={t.confirm} refuse={t.refuse} about={t.caseOf(row.caseOrder)} />,
    },
  ];
  return <AskedDecisions lang={lang} words={t} columns={columns} rows={waiting} answer={answer} />;
}
