import type { ReactNode } from 'react';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { SiteLanguage } from '~/ui/site-language';
import { type Lang, labelled } from '~/words/language';
import { logWords } from '~/words/log/log';
import type { LogLineText } from '~/words/log/log-line';

type Row = LogLineText & { id: number; sequence: number | null; entry: string };
type Props = { lang: Lang; rows: Row[]; empty: ReactNode };

export function LogTable({ lang, rows, empty }: Props) {
  const words = logWords[lang];
  return (
    <DataTable
      caption={words.title}
      captionHidden
      dense
      columns={[
        { key: 'sequence', title: words.sequence, numeric: true, head: true, cell: (row) => row.sequence },
        { key: 'day', title: words.day, short: true, cell: (row) => row.day },
        { key: 'act', title: words.act, cell: (row) => row.act },
        { key: 'by', title: words.by, cell: (row) => row.by },
        { key: 'unit', title: words.unit, cell: (row) => row.unit },
        { key: 'subject', title: words.subject, cell: (row) => row.subject },
        { key: 'said', title: words.said, cell: (row) => <Said row={row} lang={lang} /> },
      ]}
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={empty}
    />
  );
}

/** What else the row says, followed by the row as it stands in the log and was hashed. */
function Said({ row, lang }: { row: Row; lang: Lang }) {
  return (
    <>
      {row.said.map(({ label, value }) => (
        <div className="anshao-fact" key={label}>
          {labelled(label, lang)}
          <SiteLanguage>{value}</SiteLanguage>
        </div>
      ))}
      <Details summary={logWords[lang].raw}>
        <code className="anshao-code">
          <SiteLanguage>{row.entry}</SiteLanguage>
        </code>
      </Details>
    </>
  );
}
