import { Link } from '@remix-run/react';
import type { OpenedHazard } from '~/browser/case/hazard-workspace';
import { isLateHazard } from '~/domain/case/hazard';
import type { HazardState } from '~/domain/case/hazard-kinds';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Tag, type TagTone } from '~/ui/tag';
import { hazardWords } from '~/words/case/hazard';
import { formatDate, type Lang } from '~/words/language';

const TONES: Record<HazardState, TagTone> = { open: 'progress', reinspected: 'attention', struckOff: 'good' };

/** What the table shows of an entry: without `said`, only what the server knows. */
export type ShownHazard = Omit<OpenedHazard, 'said'> & Partial<Pick<OpenedHazard, 'said'>>;
type Props = { lang: Lang; today: string; rows: readonly ShownHazard[]; caption: string };

/** Entries of the ledger; what they say stays empty until they are opened. */
export function HazardTable({ lang, today, rows, caption }: Props) {
  const t = hazardWords[lang];
  const said = (row: ShownHazard, field: 'employer' | 'description') =>
    row.said === undefined ? null : (row.said?.entry[field] ?? t.closedEntry);
  return (
    <DataTable
      caption={caption}
      captionHidden
      dense
      rows={rows}
      rowKey={({ hazardId }) => hazardId}
      empty={
        <EmptyState title={t.empty}>
          <p className="govuk-body">{t.emptyText}</p>
        </EmptyState>
      }
      columns={[
        {
          key: 'number',
          title: t.number,
          head: true,
          short: true,
          cell: ({ hazardId, order }) => (
            <Link className="govuk-link" data-case-link to={`/${lang}/staff/hazards/${hazardId}`}>
              {t.entryNumber(order)}
            </Link>
          ),
        },
        { key: 'employer', title: t.fields.employer, cell: (row) => said(row, 'employer') },
        { key: 'description', title: t.fields.description, cell: (row) => said(row, 'description') },
        {
          key: 'grade',
          title: t.grade,
          short: true,
          cell: ({ grade, supervised }) => (
            <>
              {grade === 'major' ? <Tag tone="bad">{t.grades.major}</Tag> : t.grades[grade]}{' '}
              {supervised && <Tag tone="attention">{t.supervised}</Tag>}
            </>
          ),
        },
        {
          key: 'limit',
          title: t.limit,
          short: true,
          cell: (row) =>
            row.dueOn && (
              <>
                {formatDate(row.dueOn, lang)} {isLateHazard(row, today) && <Tag tone="bad">{t.late}</Tag>}
              </>
            ),
        },
        {
          key: 'state',
          title: t.state,
          short: true,
          cell: ({ state }) => <Tag tone={TONES[state]}>{t.states[state]}</Tag>,
        },
      ]}
    />
  );
}
