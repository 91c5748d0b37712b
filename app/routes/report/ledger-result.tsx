import { type LedgerRowProblem, ledgerHeading, type ReadLedgerRow } from '~/domain/report/ledger-table';
import { BulletList } from '~/ui/bullet-list';
import { DataTable } from '~/ui/data-table';
import { importWords } from '~/words/county/employer-import';
import { type Lang, labelled } from '~/words/language';
import { ledgerWords } from '~/words/report/ledger';

/** Rows that are shown; with more of them the table has one common cause. */
const MOST_SHOWN = 200;

/** How many rows of a ledger can be taken, and each that cannot, with its columns and the reasons. */
export function LedgerResult({ lang, rows }: { lang: Lang; rows: readonly ReadLedgerRow[] }) {
  const words = ledgerWords[lang];
  const table = importWords[lang];
  const bad = rows.filter(({ entry }) => entry === null);
  const told = ({ column, problem }: LedgerRowProblem) =>
    `${labelled(ledgerHeading(column, lang), lang)}${words.problems[problem]}`;
  return (
    <section aria-labelledby="ledger-result" data-ledger={`${rows.length - bad.length} ${bad.length}`}>
      <div role="status">
        <h2 className="govuk-heading-m" id="ledger-result">
          {words.result(rows.length - bad.length, bad.length)}
        </h2>
      </div>
      {bad.length > 0 && (
        <DataTable
          caption={table.badTitle}
          columns={[
            { key: 'row', title: table.row, head: true, cell: ({ row }) => row },
            { key: 'problem', title: table.problem, cell: ({ problems }) => <BulletList items={problems.map(told)} /> },
          ]}
          rows={bad.slice(0, MOST_SHOWN)}
          rowKey={({ row }) => String(row)}
          dense
        />
      )}
      {bad.length > MOST_SHOWN && <p className="govuk-body">{table.more(bad.length - MOST_SHOWN)}</p>}
    </section>
  );
}
