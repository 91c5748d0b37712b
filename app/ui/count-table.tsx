import { MEASURES, type Measure } from '~/domain/publication/publication';
import { type PublicCount, type PublicCounts, verifiedOf } from '~/domain/publication/release';
import { formatMoney, formatNumber, type Lang } from '~/words/language';
import { publicWords } from '~/words/publication/public';
import { DataTable } from './data-table';

export type CountLine = {
  key: string;
  name: string;
  counts: PublicCounts;
  threshold: number;
  rewardFen?: string | null;
};
type CountTableProps = { lang: Lang; caption: string; first: string; lines: readonly CountLine[]; money?: boolean };

/** Published counts, one line for each month or row; `money` adds the rounded reward money. */
export function CountTable({ lang, caption, first, lines, money = false }: CountTableProps) {
  const words = publicWords[lang].statistics;
  const worded = (count: PublicCount, threshold: number) => {
    if (count === null) return words.hidden;
    return typeof count === 'number' ? formatNumber(count) : words[count](threshold);
  };
  const fen = (digits: string | null | undefined) =>
    digits === null || digits === undefined ? words.hidden : formatMoney(BigInt(digits), lang);
  const column = (measure: Measure) => ({
    key: measure as string,
    title: words[measure],
    numeric: true,
    cell: ({ counts, threshold }: CountLine) => worded(counts[measure] ?? null, threshold),
  });
  const verified = {
    key: 'verified',
    title: words.verified,
    numeric: true,
    cell: ({ counts, threshold }: CountLine) => worded(verifiedOf(counts), threshold),
  };
  const counted = MEASURES.flatMap((measure) =>
    measure === 'substantiated' ? [verified, column(measure)] : [column(measure)],
  );
  const paid = { key: 'money', title: words.money, numeric: true, cell: (line: CountLine) => fen(line.rewardFen) };
  return (
    <DataTable
      caption={caption}
      narrow="scroll"
      dense
      columns={[
        { key: 'name', title: first, head: true, cell: (line: CountLine) => line.name },
        ...counted,
        ...(money ? [paid] : []),
      ]}
      rows={lines}
      rowKey={(line) => line.key}
    />
  );
}
