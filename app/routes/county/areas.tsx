import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { AREA_COLUMNS, type AreaEntry, areaHeading } from '~/domain/county/area-table';
import { textIn } from '~/domain/localized';
import { WaitingPanel } from '~/routes/keys/waiting-draft';
import { areaPage } from '~/services/county/area-import.server';
import { Button, buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorSummary } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { areaAction } from '~/web/county/area-import.server';
import { staff } from '~/web/staff/staff.server';
import { areasWords } from '~/words/county/areas';
import { formatDate } from '~/words/language';
import { AreaImportResult } from './area-import-result';
import { TABLE_FILES, tableRefused } from './table-refused';

const TABLE = { columns: AREA_COLUMNS, heading: areaHeading };

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: areasWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, ...(await areaPage(ctx, actor)) }));

export const action = (args: ActionFunctionArgs) => areaAction(args);

/** Towns and villages as drafted, and their table: checked first, then taken as a whole. */
export default function Areas() {
  const { lang, areas, waiting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = areasWords[lang];
  const busy = useNavigation().state !== 'idle';
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const message = refused ? tableRefused(refused, lang, { ...TABLE, changedSince: words.changedSince }) : undefined;
  const columns: Column<AreaEntry>[] = [
    { key: 'name', title: words.name, head: true, cell: ({ names }) => textIn(names, lang) },
    { key: 'code', title: words.code, cell: ({ code }) => code },
    {
      key: 'town',
      title: words.town,
      cell: ({ level, parentCode }) => (level === 'village' ? nameOf(parentCode) : '—'),
    },
    {
      key: 'state',
      title: words.state,
      cell: ({ closedOn }) => (closedOn === null ? words.open : words.closedOn(formatDate(closedOn, lang))),
    },
  ];
  const nameOf = (code: string | null) => textIn(areas.find((one) => one.code === code)?.names ?? {}, lang);
  const shown = areas.filter(({ level }) => level !== 'county');
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {answer && 'done' in answer && (
        <NotificationBanner success={answer.done > 0} told={answer}>
          {words.done(answer.done)}
        </NotificationBanner>
      )}
      {message && <ErrorSummary told={answer} errors={[{ field: 'file', message }]} />}
      {answer && 'checked' in answer && <AreaImportResult lang={lang} checked={answer.checked} busy={busy} />}
      <WaitingPanel lang={lang} waiting={waiting} folded />
      <Form method="post" encType="multipart/form-data">
        <FileInput name="file" label={words.file} hint={words.fileHint} error={message} accept={TABLE_FILES} />
        <Button name="act" value="check" disabled={busy}>
          {words.check}
        </Button>
      </Form>
      <p className="govuk-body">
        <a className={buttonClass('secondary')} href={`/${lang}/staff/areas.csv`} download>
          {words.export}
        </a>
      </p>
      <h2 className="govuk-heading-m">{words.columnsTitle}</h2>
      <SummaryList rows={AREA_COLUMNS.map((key) => ({ key: areaHeading(key, lang), value: words.columns[key] }))} />
      <DataTable
        caption={words.tableTitle(shown.length)}
        columns={columns}
        rows={shown}
        rowKey={({ code }) => code}
        empty={<EmptyState title={words.empty} />}
        dense
      />
    </>
  );
}
