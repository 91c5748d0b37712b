import {
  movesFrom,
  type OrderField,
  type OrderKind,
  type OrderReason,
  type OrderState,
} from '~/domain/case/committee-order';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import type { Column } from '~/ui/data-table';
import { DateInput } from '~/ui/date-input';
import { Tag, type TagTone } from '~/ui/tag';
import { TextInput } from '~/ui/text-input';
import { committeeOrderWords } from '~/words/case/committee-order';
import type { Lang } from '~/words/language';

/** An order with its days and unit in the reader's language. */
type ShownOrder = {
  id: string;
  shown: string;
  unitId: string;
  unit: string;
  kind: OrderKind;
  reason: string;
  number: string;
  issuedOn: string;
  dueOn: string;
  state: OrderState;
  late: boolean;
  answerNumber: string | null;
  answeredOn: string | null;
  returned: number;
};

type May = {
  mayIssue: boolean;
  /** The unit for which this person answers. */
  mayAnswer: string | null;
  /** The entry whose form was wrong, and its wrong fields. */
  wrong: { of: string | null; wrong: readonly OrderField[] } | null;
};

const TONES: Record<ShownOrder['state'], TagTone> = {
  issued: 'attention',
  answered: 'neutral',
  accepted: 'good',
  withdrawn: 'neutral',
};

/** One line for each order, with what this person can do next. */
export function orderColumns(lang: Lang, may: May): Column<ShownOrder>[] {
  const t = committeeOrderWords[lang];
  return [
    { key: 'number', title: t.labels.number, head: true, short: true, cell: (row) => row.number },
    { key: 'unit', title: t.unit, cell: (row) => row.unit },
    { key: 'kind', title: t.labels.kind, short: true, cell: (row) => t.kinds[row.kind] },
    { key: 'reason', title: t.labels.reason, cell: (row) => t.reasons[row.reason as OrderReason] },
    { key: 'issuedOn', title: t.issuedOn, short: true, cell: (row) => row.issuedOn },
    { key: 'dueOn', title: t.labels.dueOn, short: true, cell: (row) => row.dueOn },
    {
      key: 'state',
      title: t.state,
      cell: (row) => <Tag tone={row.late ? 'bad' : TONES[row.state]}>{row.late ? t.late : t.states[row.state]}</Tag>,
    },
    { key: 'answer', title: t.answer, cell: (row) => answerOf(row, lang) },
    { key: 'act', title: t.act, cell: (row) => <Moves lang={lang} row={row} may={may} /> },
  ];
}

function answerOf({ answerNumber, answeredOn, returned }: ShownOrder, lang: Lang): string {
  const t = committeeOrderWords[lang];
  const parts = [answerNumber, answeredOn, returned > 0 ? t.returned(returned) : null];
  return parts.filter((part) => part !== null).join(' · ');
}

function Moves({ lang, row, may }: { lang: Lang; row: ShownOrder; may: May }) {
  const t = committeeOrderWords[lang];
  const moves = movesFrom(row.state).filter((move) =>
    move === 'answer' ? row.unitId === may.mayAnswer : may.mayIssue,
  );
  const errorOf = (field: OrderField) =>
    may.wrong?.of === row.id && may.wrong.wrong.includes(field) ? t.errors[field] : undefined;
  return moves.map((move) => (
    <DraftForm key={move} place={`orders#${move}.${row.id}`} noValidate>
      <input type="hidden" name="id" value={row.id} />
      <input type="hidden" name="shown" value={row.shown} />
      {move === 'answer' && (
        <TextInput
          name="answerNumber"
          id={`answer-${row.id}`}
          label={t.answerNumber}
          hint={t.numberHint}
          error={errorOf('number')}
          maxLength={60}
        />
      )}
      {move === 'return' && (
        <DateInput name="dueOn" id={`return-${row.id}`} label={t.newDueOn} error={errorOf('dueOn')} />
      )}
      <Button name="act" value={move} variant={move === 'answer' || move === 'accept' ? 'primary' : 'secondary'}>
        {t.moves[move]}
      </Button>
    </DraftForm>
  ));
}
