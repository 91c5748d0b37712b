import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { PENALTY_FIELDS } from '~/domain/publication/penalty-form';
import { penaltyHeading } from '~/domain/publication/penalty-table';
import { TABLE_FILES, tableRefused } from '~/routes/county/table-refused';
import {
  type BadPenalty,
  type CheckedPenalties,
  openPenaltyImport,
} from '~/services/publication/penalty-import.server';
import { BulletList } from '~/ui/bullet-list';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { useSectors } from '~/ui/sectors';
import { SummaryList } from '~/ui/summary-list';
import { penaltyImportAction } from '~/web/publication/penalty-import.server';
import { staff } from '~/web/staff/staff.server';
import { importWords } from '~/words/county/employer-import';
import { formatList, type Lang, labelled } from '~/words/language';
import { penaltyWords } from '~/words/publication/penalty';

const TABLE = { columns: PENALTY_FIELDS, heading: penaltyHeading };

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: penaltyWords[data?.lang ?? 'zh'].import.title },
];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => {
    await openPenaltyImport(ctx, actor);
    return { lang };
  });

export const action = (args: ActionFunctionArgs) => penaltyImportAction(args);

/** An old ledger of penalty decisions: checked first, then taken. */
export default function PenaltyImport() {
  const { lang } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = penaltyWords[lang].import;
  const table = importWords[lang];
  const busy = useNavigation().state !== 'idle';
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const message = refused ? tableRefused(refused, lang, { ...TABLE, changedSince: table.changedSince }) : undefined;
  const sectors = formatList(
    useSectors(lang).choices.map(({ label }) => label),
    lang,
  );
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words.done(answer.done)}
        </NotificationBanner>
      )}
      {message && <ErrorSummary told={answer} errors={[{ field: 'file', message }]} />}
      {answer && 'checked' in answer && <Result lang={lang} checked={answer.checked} busy={busy} />}
      <h2 className="govuk-heading-m">{table.columnsTitle}</h2>
      <SummaryList
        rows={PENALTY_FIELDS.map((field) => ({
          key: penaltyHeading(field, lang),
          value: field === 'sector' ? table.oneOf(words.columns.sector, sectors) : words.columns[field],
        }))}
      />
      <Form method="post" encType="multipart/form-data">
        <FileInput name="file" label={table.file} hint={table.fileHint} error={message} accept={TABLE_FILES} />
        <Button name="act" value="check" disabled={busy}>
          {table.check}
        </Button>
      </Form>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/penalties`}>
          {words.back}
        </Link>
      </p>
    </>
  );
}

type Props = { lang: Lang; checked: CheckedPenalties; busy: boolean };

/** What can be taken of a ledger, and each row that cannot, with its column and the reason. */
function Result({ lang, checked: { good, bad, problems }, busy }: Props) {
  const words = penaltyWords[lang].import;
  const table = importWords[lang];
  const rows = [...new Set(bad.map(({ number }) => number))].map((number) => ({
    number,
    told: bad.filter((one) => one.number === number).map((one) => problemText(one, lang)),
  }));
  return (
    <section aria-labelledby="import-result" data-import={`${good.length} ${problems}`}>
      <div role="status">
        <h2 className="govuk-heading-m" id="import-result">
          {words.result(good.length, problems)}
        </h2>
      </div>
      {rows.length > 0 && (
        <DataTable
          caption={table.badTitle}
          columns={[
            { key: 'row', title: table.row, head: true, cell: ({ number }) => number },
            { key: 'problem', title: table.problem, cell: ({ told }) => <BulletList items={told} /> },
          ]}
          rows={rows}
          rowKey={({ number }) => String(number)}
          dense
        />
      )}
      {problems > bad.length && <p className="govuk-body">{table.more(problems - bad.length)}</p>}
      {good.length === 0 ? (
        <p className="govuk-body">{table.nothing}</p>
      ) : (
        <>
          <Details summary={words.goodTitle}>
            <BulletList items={good.map(({ typed }) => `${typed.decisionNumber} ${typed.offender}`)} />
          </Details>
          <Form method="post">
            <input type="hidden" name="rows" value={JSON.stringify(good.map(({ typed }) => typed))} />
            <Button name="act" value="confirm" disabled={busy}>
              {words.confirm(good.length)}
            </Button>
          </Form>
        </>
      )}
    </section>
  );
}

function problemText({ column, problem, cell }: BadPenalty, lang: Lang): string {
  const { errors, import: words } = penaltyWords[lang];
  const table = importWords[lang];
  const why = problem === 'wrong' ? errors[column === 'town' ? 'sector' : column] : words.problems[problem];
  const quoted = cell === '' ? table.empty : table.quoted(cell);
  return `${penaltyHeading(column, lang)} ${labelled(quoted, lang)}${why}`;
}
