import type { LoaderFunctionArgs } from '@remix-run/node';
import { textIn } from '~/domain/localized';
import { yearTrialBalance } from '~/services/reward/trial-balance.server';
import { staff } from '~/web/staff/staff.server';
import { tableFile } from '~/web/staff/table-file.server';
import { fundWords } from '~/words/reward/fund';

/** Spreadsheets reckon in yuan; every amount of the books is exact in a number of this size. */
const yuan = (fen: bigint): number => Number(fen) / 100;

/** The trial balance of a year's funds, in the reader's language, for the treasury's spreadsheet. */
export const fundFile = (kind: Parameters<typeof tableFile>[0]) => (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const asked = new URL(request.url).searchParams.get('year');
    const { year, rows, debitFen, creditFen, balanced } = await yearTrialBalance(ctx, actor, asked);
    const t = fundWords[lang];
    const { columns, fileName, total, agrees, disagrees } = t.trial;
    const sums = [total, year, '', balanced ? agrees : disagrees, yuan(debitFen), yuan(creditFen)];
    return tableFile(kind, {
      name: fileName(year),
      plainName: `anshao-trial-balance-${year}`,
      head: columns,
      rows: [
        ...rows.map(({ fund, account, debitFen: debit, creditFen: credit, balanceFen }) => [
          textIn(fund.unit, lang),
          fund.year,
          t.source[fund.source],
          t.accounts[account],
          ...[debit, credit, balanceFen].map(yuan),
        ]),
        [...sums, yuan(debitFen - creditFen)],
      ],
    });
  });
