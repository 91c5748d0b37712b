import { Form } from '@remix-run/react';
import { isKept } from '~/domain/county/county-file-shown';
import { textIn } from '~/domain/localized';
import type { CheckedDifference } from '~/services/county/county-file-import.server';
import { BulletList } from '~/ui/bullet-list';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { Tag } from '~/ui/tag';
import type { ToldCountyFile } from '~/web/county/county-file.server';
import { countyFileWords } from '~/words/county/county-file';
import { registerWords } from '~/words/county/register';
import { rosterWords } from '~/words/county/roster';
import { unitsWords } from '~/words/county/units';
import { formatList, type Lang, labelled, sentences } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

type Props = { lang: Lang; checked: ToldCountyFile; busy: boolean };

/** What a file changes, entry by entry and in words; once it was kept, only the rest is listed. */
export function CountyDifferences({ lang, checked, busy }: Props) {
  const words = countyFileWords[lang];
  const { total, kept, sums, unchanged, misshapen, told, text } = checked;
  const rows = text === null ? checked.rows.filter((one) => !isKept(one)) : checked.rows;
  const all = text === null ? total - kept : total;
  const sectionOf = (name: string) => (words.sections as Readonly<Record<string, string>>)[name] ?? name;
  return (
    <section aria-labelledby="differences-title" data-differences={total}>
      <h2 className="govuk-heading-m" id="differences-title">
        {words.shownTitle}
      </h2>
      <p className="govuk-body">
        {sentences(
          [
            words.same(unchanged),
            total === 0 && misshapen.length === 0 && words.nothing,
            text !== null && total > 0 && words.ready(kept),
          ],
          lang,
        )}
      </p>
      {misshapen.length > 0 && (
        <BulletList
          items={misshapen.map(({ section, at, field }) => words.misshapen(sectionOf(section), at + 1, field))}
        />
      )}
      {rows.length < all && (
        <>
          <BulletList
            items={sums.map(({ section, ...sum }) => `${labelled(sectionOf(section), lang)}${words.sum(sum)}`)}
          />
          <p className="govuk-body">{words.firstOnly(rows.length)}</p>
        </>
      )}
      {rows.length > 0 && (
        <DataTable
          caption={words.shownTitle}
          captionHidden
          columns={columns(lang)}
          rows={rows}
          rowKey={({ section, key, name }) => `${section} ${key} ${name}`}
          dense
        />
      )}
      {text !== null && kept > 0 && (
        <Form method="post" encType="multipart/form-data" data-confirm>
          <input type="hidden" name="text" value={text} />
          <input type="hidden" name="told" value={told} />
          <Button name="act" value="confirm" disabled={busy}>
            {words.confirm}
          </Button>
        </Form>
      )}
    </section>
  );
}

function columns(lang: Lang): Column<CheckedDifference>[] {
  const words = countyFileWords[lang];
  const fieldWord = (field: string) => words.fields[field.replace(/(\.\w+|\d+)$/, '')] ?? field;
  return [
    { key: 'section', title: words.section, short: true, cell: ({ section }) => words.sections[section] },
    { key: 'entry', title: words.entry, head: true, cell: (one) => entryText(one, lang) },
    {
      key: 'change',
      title: words.change,
      cell: ({ change, fields }) =>
        change === 'added' ? words.changes.added : words.changes.changed(formatList(fields.map(fieldWord), lang)),
    },
    {
      key: 'state',
      title: words.state,
      cell: (one) => {
        if (isKept(one)) return words.states.ready;
        const told = [...one.problems.map((problem) => words.problems[problem]), ...wrongIn(one, lang, fieldWord)];
        if (told.length === 0) return words.states[one.state];
        return (
          <>
            <Tag tone="attention">{words.no}</Tag>
            {told.map((why) => (
              <div key={why}>{why}</div>
            ))}
          </>
        );
      },
    },
  ];
}

/** Its name, and what tells it from others: codes of the vocabulary are put into words. */
function entryText({ names, name }: CheckedDifference, lang: Lang): string {
  const { sectors, matters } = vocabularyWords[lang];
  const known: Readonly<Record<string, string>> = { ...sectors, ...matters, ...countyFileWords[lang].codes };
  const parts = name.split(' · ').map((part) => known[part] ?? part);
  return [textIn(names, lang), ...parts].filter((part) => part !== '').join(' · ');
}

/** `field problem`, or the code alone of an act that does not allow it. */
function wrongIn({ wrong }: CheckedDifference, lang: Lang, fieldWord: (field: string) => string): string[] {
  const words = countyFileWords[lang];
  const { problems, closing } = unitsWords[lang];
  const all: Record<string, string> = { ...rosterWords[lang].wrong, ...registerWords[lang].problems, ...problems };
  return wrong.map((one) => {
    const [field = '', problem = ''] = one.split(' ');
    const known: Readonly<Record<string, string>> = field === 'successor' ? { ...all, ...closing } : all;
    if (problem === '') return words.refused;
    return known[problem] ? `${labelled(fieldWord(field), lang)}${known[problem]}` : words.wrong(fieldWord(field));
  });
}
