import { Form } from '@remix-run/react';
import { employerHeading } from '~/domain/county/employer-table';
import { textIn } from '~/domain/localized';
import type { BadRow, CheckedImport } from '~/services/county/employer-import.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { SiteLanguage } from '~/ui/site-language';
import { importWords } from '~/words/county/employer-import';
import { registerWords } from '~/words/county/register';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; checked: CheckedImport; busy: boolean };

/** What can be taken of a table, and each row that cannot, with its column and the reason. */
export function ImportResult({ lang, checked: { good, bad, problems }, busy }: Props) {
  const words = importWords[lang];
  const rows = [...new Set(bad.map(({ number }) => number))].map((number) => ({
    number,
    found: bad.filter((one) => one.number === number),
  }));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'row', title: words.row, head: true, cell: ({ number }) => number },
    {
      key: 'problem',
      title: words.problem,
      cell: ({ found }) => (
        <ul className="govuk-list">
          {found.map((one) => (
            <li key={one.column}>
              <Problem lang={lang} one={one} />
            </li>
          ))}
        </ul>
      ),
    },
  ];
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
          rows={rows}
          rowKey={({ number }) => String(number)}
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
                  {number} {textIn(typed.names, lang)} {typed.creditCode}
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

/** The column, what stands in the cell, and why it cannot be taken. */
function Problem({ lang, one: { column, cell, problem, otherRow } }: { lang: Lang; one: BadRow }) {
  const words = importWords[lang];
  return (
    <>
      <strong>{employerHeading(column, lang)}</strong>{' '}
      <SiteLanguage>{cell === '' ? words.empty : words.quoted(cell)}</SiteLanguage>{' '}
      {registerWords[lang].problems[problem]} {otherRow !== null && words.otherRow(otherRow)}
    </>
  );
}
