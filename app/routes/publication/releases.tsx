import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { releaseForm } from '~/contract/posted/publication-forms';
import { askRelease, type MonthDue, releasesPage } from '~/services/publication/release-asking.server';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff/staff.server';
import { formAct } from '~/web/staff/staff-acts.server';
import { formatDate, formatMonth, type Lang } from '~/words/language';
import { releaseRefusal, releaseWords } from '~/words/publication/release';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: releaseWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, ...(await releasesPage(ctx, actor)) }));

export const action = (args: ActionFunctionArgs) =>
  formAct(args, releaseForm, async ({ ctx, actor }, { month }) => {
    await askRelease(ctx, actor, month);
    return { done: month };
  });

/** Where a publisher releases the statistics of a month. */
export default function Releases() {
  const { lang, due, made } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = releaseWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {t.asked(formatMonth(answer.done, lang))}
        </NotificationBanner>
      )}
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      <ErrorSummary told={answer} errors={refused ? [{ message: releaseRefusal(lang, refused) }] : []} />
      <DataTable
        caption={t.dueTitle}
        columns={[
          {
            key: 'month',
            title: t.month,
            head: true,
            short: true,
            cell: (row: MonthDue) => formatMonth(row.month, lang),
          },
          { key: 'act', title: t.publish, cell: (row: MonthDue) => <Release row={row} lang={lang} /> },
        ]}
        rows={due}
        rowKey={({ month }) => month}
        empty={<EmptyState title={t.noneDue} />}
      />
      <DataTable
        caption={t.madeTitle}
        columns={[
          { key: 'month', title: t.month, head: true, short: true, cell: (row) => formatMonth(row.month, lang) },
          { key: 'madeOn', title: t.madeOn, short: true, cell: (row) => formatDate(row.madeOn, lang) },
          { key: 'excepted', title: t.excepted, numeric: true, cell: (row) => row.excepted },
        ]}
        rows={made}
        rowKey={({ month }) => month}
        empty={<EmptyState title={t.noneMade} />}
      />
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/statistics`}>
          {t.see}
        </a>
      </p>
    </>
  );
}

function Release({ row, lang }: { row: MonthDue; lang: Lang }) {
  const t = releaseWords[lang];
  const busy = useNavigation().state !== 'idle';
  if (row.underWay) return t.underWay;
  return (
    <Form method="post">
      <input type="hidden" name="month" value={row.month} />
      <Button disabled={busy}>
        {t.publish} <span className="govuk-visually-hidden">{formatMonth(row.month, lang)}</span>
      </Button>
      {row.failures > 0 && <p className="govuk-hint">{t.failed}</p>}
    </Form>
  );
}
