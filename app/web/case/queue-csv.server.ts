import { BYTE_ORDER_MARK, csvLine } from '~/contract/county/csv';
import type { Channel, Matter, Verdict } from '~/domain/vocabulary';
import type { QueueRow } from '~/services/case/queue.server';
import { provisionalText } from '~/words/case/limit';
import { queueWords } from '~/words/case/queue';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

/** Names of officers by member id, of towns by area code, of trades by code. */
type Names = {
  officers: ReadonlyMap<string, string>;
  towns: Readonly<Record<string, string>>;
  sectors: Readonly<Record<string, string>>;
};

/** The rows of the queue's table in the reader's language: dates, names and words, nothing of what reports say. */
export async function* queueLines(pages: AsyncIterable<QueueRow[]>, lang: Lang, names: Names) {
  yield BYTE_ORDER_MARK + csvLine(Object.values(queueWords[lang].columns));
  for await (const page of pages) yield page.map((row) => csvLine(cells(row, lang, names))).join('');
}

type ColumnName = keyof (typeof queueWords)[Lang]['columns'];

function cells(row: QueueRow, lang: Lang, { officers, towns, sectors }: Names): (string | number | null)[] {
  const { matters, channels, stages, verdicts } = vocabularyWords[lang];
  const { columns, yes, no } = queueWords[lang];
  const byColumn: Record<ColumnName, string | number | null> = {
    order: row.order,
    urgent: row.urgent ? yes : no,
    matter: matters[row.matter as Matter],
    sector: sectors[row.sector] ?? row.sector,
    town: towns[row.town ?? ''] ?? null,
    channel: channels[row.channel as Channel],
    receivedOn: row.receivedOn,
    stage: stages[row.stage],
    officer: officers.get(row.assignedTo ?? '') ?? null,
    verdict: row.verdict === null ? null : verdicts[row.verdict as Verdict],
    dueOn: row.dueOn,
    dueNote: row.dueHour ?? provisionalText(row.dueOn, row.dueProvisional, lang),
  };
  return (Object.keys(columns) as ColumnName[]).map((name) => byColumn[name]);
}
