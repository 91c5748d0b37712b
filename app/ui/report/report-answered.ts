import { fieldsOf, type ReportField, reportEntry } from '~/domain/report/report-fields';
import type { ReportWords } from '~/words/report/report';

type FieldWords = { label: string; short?: string; choices?: Readonly<Record<string, string>> };
const wordsOf = (field: ReportField, words: ReportWords): FieldWords | undefined =>
  (words as unknown as Record<string, FieldWords>)[field];

/**
 * Fields that a check page shows, in the order of the form; a scanned board's site comes before what was asked about
 * the place.
 */
export function answeredFields({ board }: { board: boolean }): ReportField[] {
  const where = [...(board ? (['site'] as const) : []), ...fieldsOf('where')];
  return [...fieldsOf('start'), ...where, ...(['more', 'who', 'named', 'reward'] as const).flatMap(fieldsOf)];
}

/** The question, as the form asks it. */
export const answerLabel = (field: ReportField, words: ReportWords): string =>
  field === 'site' ? words.board.site : (wordsOf(field, words)?.label ?? field);

/** The label as the officer who reads the report sees it. */
export const shortLabel = (field: ReportField, words: ReportWords): string =>
  wordsOf(field, words)?.short ?? answerLabel(field, words);

/** The name of a choice in the field's own list; null for other fields and for no choice. */
export const listedName = (field: ReportField, code: string | undefined, words: ReportWords): string | null =>
  reportEntry(field).control.kind === 'select' ? (wordsOf(field, words)?.choices?.[code ?? ''] ?? null) : null;
