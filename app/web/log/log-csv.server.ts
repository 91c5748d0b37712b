import { BYTE_ORDER_MARK, csvLine } from '~/contract/county/csv';
import type { wholeLog } from '~/services/log/log-page.server';
import { type Lang, labelled } from '~/words/language';
import { logWords } from '~/words/log/log';
import { logLineText } from '~/words/log/log-line';

type Parts = Awaited<ReturnType<typeof wholeLog>>;

/** The log's rows as a table: in the reader's words, and in the last column the text that was hashed. */
export async function* logCsvLines(parts: Parts, lang: Lang) {
  const { sequence, day, act, by, unit, subject, said, raw } = logWords[lang];
  yield BYTE_ORDER_MARK + csvLine([sequence, day, act, by, unit, subject, said, raw]);
  for await (const { lines, names } of parts) {
    yield lines
      .map((line) => {
        const text = logLineText(line.said, names, lang);
        const more = text.said.map(({ label, value }) => labelled(label, lang) + value).join('; ');
        return csvLine([line.sequence, line.said.day, text.act, text.by, text.unit, text.subject, more, line.entry]);
      })
      .join('');
  }
}
