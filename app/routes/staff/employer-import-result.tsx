import { Form } from '@remix-run/react';
import { EMPLOYER_COLUMNS } from '~/domain/employer-table';
import type { BadRow, CheckedImport } from '~/services/employer-import.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { importWords } from '~/words/employer-import';
import type { Lang } from '~/words/language';
import { registerWords } from '~/words/register';

type Props = { lang: Lang; checked: CheckedImport; busy: boolean };

/** What of a table can be taken, and each row that cannot, with its column and why. */
export function ImportResult({ lang, checked: { good, bad, problems }, busy }: Props) {
  const all = registerWords[lang];
  const words = importWords[lang];
  const columns: Column<BadRow & { order: number }>[] = [
    { key: 'row', title: words.row, head: true, cell: ({ number }) => number },
    { key: 'column', title: words.column, cell: ({ column }) => EMPLOYER_COLUMNS[column][0] },
    { key: 'cell', title: words.cell, cell: ({ cell }) => cell || '—' },
    {
      key: 'problem',
      title: words.problem,
      cell: ({ problem, otherRow }) =>
        [all.problems[problem], otherRow === null ? '' : words.otherRow(otherRow)].join(' '),
    },
  ];
  const keyed = bad.map((row, order) => ({ ...row, order }));
  return (
    <section aria-labelledby="import-result" data-import={`${good.length} ${problems}`}>
      <div role="status">
        <h2 className="govuk-heading-m" id="import-result">
          {words.result(good.length, problems)}
        </h2>
      </div>
      {bad.length > 0 && (
        <DataTable
          caption={words.badTitle}
          columns={columns}
          rows={keyed}
          rowKey={({ order }) => String(order)}
          dense
        />
      )}
      {problems > bad.length && <p className="govuk-body">{words.more(problems - bad.length)}</p>}
      {good.length === 0 ? (
        <p className="govuk-body">{words.nothing}</p>
      ) : (
        <>
          <Details summary={words.goodTitle}>
            <ul className="govuk-list">
              {good.map(({ number, typed }) => (
                <li key={number}>
                  {number} {typed.nameZh} {typed.creditCode}
                </li>
              ))}
            </ul>
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
