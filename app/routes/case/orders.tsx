import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { orderForms } from '~/contract/posted/order-forms';
import { answerDay, documentNumber, type OrderField, parseOrder } from '~/domain/case/committee-order';
import { textIn } from '~/domain/localized';
import { shownAs } from '~/domain/shown';
import { issueOrder, moveOrder, orderShown, ordersPage } from '~/services/case/committee-order.server';
import { today } from '~/services/context.server';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { committeeOrderWords } from '~/words/case/committee-order';
import { formatDate } from '~/words/language';
import { refusalSentence } from '~/words/refused';
import { OrderIssue } from './order-issue';
import { orderColumns } from './order-table';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: committeeOrderWords[page?.lang ?? 'zh'].title },
];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => {
    const { rows, units, ...may } = await ordersPage(ctx, actor);
    return {
      lang,
      ...may,
      units: units.map(({ id, names }) => ({ value: id, label: textIn(names, lang) })),
      rows: rows.map(({ names, issuedBy: _, ...row }) => ({
        ...row,
        unit: textIn(names, lang),
        issuedOn: formatDate(row.issuedOn, lang),
        dueOn: formatDate(row.dueOn, lang),
        answeredOn: row.answeredOn && formatDate(row.answeredOn, lang),
        shown: shownAs(orderShown(row)),
      })),
    };
  });

/** `of`: the entry whose own form was wrong; null for the form that issues. */
type Answer = { done: 'issued' | 'moved' } | { wrong: OrderField[]; of: string | null };
const wrongIn = (of: string | null, wrong: OrderField[]) => data({ wrong, of } satisfies Answer, { status: 422 });
const MOVED = { done: 'moved' } satisfies Answer;

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS, { fieldBytes: 4096, fields: 12 });

const ACTS = formActs(orderForms, {
  issue: async ({ ctx, actor }, typed) => {
    const parsed = parseOrder(typed, today(ctx));
    if ('fields' in parsed) return wrongIn(null, parsed.fields);
    await issueOrder(ctx, actor, parsed.draft);
    return { done: 'issued' } satisfies Answer;
  },
  answer: async ({ ctx, actor }, { answerNumber: typed, ...seen }) => {
    const answerNumber = documentNumber(typed);
    if (answerNumber === null) return wrongIn(seen.id, ['number']);
    await moveOrder(ctx, actor, 'answer', { ...seen, answerNumber });
    return MOVED;
  },
  return: async ({ ctx, actor }, { dueOn: typed, ...seen }) => {
    const dueOn = answerDay(typed, today(ctx));
    if (dueOn === null) return wrongIn(seen.id, ['dueOn']);
    await moveOrder(ctx, actor, 'return', { ...seen, dueOn });
    return MOVED;
  },
  accept: async ({ ctx, actor }, seen) => {
    await moveOrder(ctx, actor, 'accept', seen);
    return MOVED;
  },
  withdraw: async ({ ctx, actor }, seen) => {
    await moveOrder(ctx, actor, 'withdraw', seen);
    return MOVED;
  },
});

/** What the committee office asks of units, until when, and how they answered: numbers of documents, no case. */
export default function Orders() {
  const { lang, mayIssue, mayAnswer, units, rows } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = committeeOrderWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const taken = refused?.field === 'number';
  const done = answer && 'done' in answer ? answer.done : null;
  const wrong = answer && 'wrong' in answer ? answer : null;
  const issueErrors = taken ? (['number'] as const) : wrong?.of === null ? wrong.wrong : [];
  return (
    <>
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      {done && (
        <NotificationBanner success told={answer}>
          {done === 'issued' ? t.issued : t.done}
        </NotificationBanner>
      )}
      {refused && !taken && <ErrorSummary told={answer} errors={[{ message: refusalSentence(refused, lang) }]} />}
      {mayIssue && <OrderIssue lang={lang} units={units} wrong={issueErrors} taken={taken} answer={answer} />}
      <DataTable
        caption={t.listTitle}
        dense
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t.none} />}
        columns={orderColumns(lang, { mayIssue, mayAnswer, wrong })}
      />
    </>
  );
}
