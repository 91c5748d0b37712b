import { Link } from '@remix-run/react';
import type { Matter } from '~/domain/vocabulary';
import type { Colleague, QueueRow } from '~/services/case/queue.server';
import { type Column, DataTable } from '~/ui/data-table';
import { DueTag } from '~/ui/due-tag';
import { useSectors } from '~/ui/sectors';
import { Tag } from '~/ui/tag';
import { queueWords } from '~/words/case/queue';
import { formatDate, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

type Props = {
  lang: Lang;
  rows: QueueRow[];
  officers: Colleague[];
  /** Names of towns by area code. */
  towns: Record<string, string>;
  /** Shows a checkbox before each case. */
  choosing: boolean;
};

/** The cases of a page; the keys j and k move along the links to the cases. */
export function QueueTable({ lang, rows, officers, towns, choosing }: Props) {
  const t = queueWords[lang];
  const { stages, matters } = vocabularyWords[lang];
  const { nameOf } = useSectors(lang);
  const names = new Map(officers.map(({ memberId, name }) => [memberId, name]));
  const columns: Column<QueueRow>[] = [
    ...(choosing
      ? [{ key: 'choose', title: t.chooseTitle, cell: (row: QueueRow) => <Choose row={row} lang={lang} /> }]
      : []),
    {
      key: 'number',
      title: t.number,
      head: true,
      cell: (row) => (
        <>
          <Link className="govuk-link" to={`/${lang}/staff/cases/${row.id}`} data-case-link={row.order}>
            {t.caseNumber(row.order)}
          </Link>{' '}
          {row.urgent && <Tag tone="bad">{t.urgentTag}</Tag>}
          {row.awaitsReply && <Tag tone="attention">{t.awaitsReply}</Tag>}
        </>
      ),
    },
    {
      key: 'matter',
      title: t.matter,
      cell: (row) => `${matters[row.matter as Matter]} · ${nameOf(row.sector)}`,
    },
    { key: 'town', title: t.town, short: true, cell: (row) => towns[row.town ?? ''] },
    { key: 'stage', title: t.stage, short: true, cell: (row) => <Tag tone="progress">{stages[row.stage]}</Tag> },
    { key: 'officer', title: t.officer, short: true, cell: (row) => names.get(row.assignedTo ?? '') ?? t.nobody },
    { key: 'received', title: t.received, short: true, cell: (row) => formatDate(row.receivedOn, lang) },
    {
      key: 'due',
      title: t.due,
      cell: (row) => <DueTag {...row} />,
    },
  ];
  return <DataTable caption={t.title} captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} dense />;
}

function Choose({ row, lang }: { row: QueueRow; lang: Lang }) {
  return (
    <div className="govuk-checkboxes govuk-checkboxes--small">
      <div className="govuk-checkboxes__item">
        <input className="govuk-checkboxes__input" type="checkbox" name="case" value={row.id} id={`choose-${row.id}`} />
        <label className="govuk-label govuk-checkboxes__label" htmlFor={`choose-${row.id}`}>
          <span className="govuk-visually-hidden">{queueWords[lang].choose(row.order)}</span>
        </label>
      </div>
    </div>
  );
}
