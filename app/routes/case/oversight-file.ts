import type { LoaderFunctionArgs } from '@remix-run/node';
import { recordDays } from '~/domain/case/record-period';
import { unitRecords } from '~/services/case/unit-record.server';
import { staff } from '~/web/staff/staff.server';
import { tableFile } from '~/web/staff/table-file.server';
import { oversightWords } from '~/words/case/oversight';
import { type ColumnName, recordCells } from './unit-record-cells';

/** What each unit achieved, in the reader's language, for a spreadsheet. */
export const oversightFile = (kind: Parameters<typeof tableFile>[0]) => (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const { records } = await unitRecords(ctx, actor, recordDays(new URL(request.url).searchParams.get('days')));
    const { columns, fileName } = oversightWords[lang];
    const names = Object.keys(columns) as ColumnName[];
    return tableFile(kind, {
      name: fileName,
      plainName: 'anshao-oversight',
      head: Object.values(columns),
      rows: records.map((row) => {
        const cells = recordCells(row, lang);
        return names.map((column) => cells[column]);
      }),
    });
  });
