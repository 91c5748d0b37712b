import { Form } from '@remix-run/react';
import { areaHeading } from '~/domain/county/area-table';
import { textIn } from '~/domain/localized';
import type { BadArea, CheckedAreas } from '~/services/county/area-import.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { SiteLanguage } from '~/ui/site-language';
import { areasWords } from '~/words/county/areas';
import { importWords } from '~/words/county/employer-import';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; checked: CheckedAreas; busy: boolean };

/** What a table of areas would do, or each row that is wrong, with its column and the reason. */
export function AreaImportResult({ lang, checked, busy }: Props) {
  const { changes, unchanged, bad, problems, rows } = checked;
  const words = areasWords[lang];
  const shared = importWords[lang];
  const columns: Column<BadArea>[] = [
    { key: 'row', title: shared.row, head: true, cell: ({ number }) => number },
    {
      key: 'problem',
      title: shared.problem,
      cell: ({ column, cell, problem }) => (
        <>
          <strong>{areaHeading(column, lang)}</strong>{' '}
          <SiteLanguage>{cell === '' ? shared.empty : shared.quoted(cell)}</SiteLanguage> {words.problems[problem]}
        </>
      ),
    },
  ];
  const said = ({ change, entry, before }: CheckedAreas['changes'][number]) =>
    words.changed[change](textIn(entry.names, lang), before === null ? '' : textIn(before.names, lang));
  return (
    <section aria-labelledby="import-result" data-import={`${changes.length} ${problems}`}>
      <div role="status">
        <h2 className="govuk-heading-m" id="import-result">
          {words.result(changes.length, unchanged, problems)}
        </h2>
      </div>
      {problems > 0 && (
        <>
          <p className="govuk-body">{words.whole}</p>
          <DataTable
            caption={words.badTitle}
            columns={columns}
            rows={bad}
            rowKey={({ number, column }) => `${number} ${column}`}
            dense
          />
        </>
      )}
      {problems > bad.length && <p className="govuk-body">{shared.more(problems - bad.length)}</p>}
      {problems === 0 && changes.length > 0 && (
        <>
          <ul className="govuk-list govuk-list--bullet">
            {changes.map((one) => (
              <li key={one.entry.code}>
                {one.entry.code} {said(one)}
              </li>
            ))}
          </ul>
          <Form method="post">
            <input type="hidden" name="rows" value={JSON.stringify(rows)} />
            <Button name="act" value="confirm" disabled={busy}>
              {words.confirm(changes.length)}
            </Button>
          </Form>
        </>
      )}
    </section>
  );
}
