import type { Column } from '~/ui/data-table';
import { Tag, type TagTone } from '~/ui/tag';
import type { Lang } from '~/words/language';
import { supervisionWords } from '~/words/publication/supervision';

/** A major hazard under public supervision, with its day and unit in the reader's language. */
export type ShownSupervision = {
  id: string;
  orderNumber: string;
  supervisor: string;
  employer: string;
  hazard: string;
  dueOn: string;
  unit: string;
  state: 'registered' | 'published' | 'ended';
};

const TONES: Record<ShownSupervision['state'], TagTone> = {
  registered: 'neutral',
  published: 'attention',
  ended: 'good',
};

/** The same columns for everybody and for staff. */
export function supervisionColumns<Row extends ShownSupervision>(lang: Lang): Column<Row>[] {
  const t = supervisionWords[lang];
  return [
    { key: 'employer', title: t.columns.employer, head: true, cell: (row) => row.employer },
    { key: 'hazard', title: t.columns.hazard, cell: (row) => row.hazard },
    { key: 'dueOn', title: t.columns.dueOn, short: true, cell: (row) => row.dueOn },
    {
      key: 'state',
      title: t.state,
      short: true,
      cell: ({ state }) => <Tag tone={TONES[state]}>{t.states[state]}</Tag>,
    },
    { key: 'number', title: t.columns.orderNumber, short: true, cell: (row) => row.orderNumber },
    { key: 'supervisor', title: t.columns.supervisor, cell: (row) => row.supervisor },
    { key: 'unit', title: t.unit, cell: (row) => row.unit },
  ];
}
