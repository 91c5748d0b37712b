import { textIn } from '~/domain/localized';
import type { UnitRecord } from '~/services/case/unit-record.server';
import type { oversightWords } from '~/words/case/oversight';
import type { Lang } from '~/words/language';

export type ColumnName = keyof (typeof oversightWords)[Lang]['columns'];

/** One unit's line by the columns of the table, on the page and in its files. */
export const recordCells = (
  { names, acceptance, verification, ...counts }: UnitRecord,
  lang: Lang,
): Record<ColumnName, string | number | null> => ({
  ...counts,
  unit: textIn(names, lang),
  acceptHalf: acceptance.half,
  acceptMost: acceptance.most,
  verifyHalf: verification.half,
  verifyMost: verification.most,
});
