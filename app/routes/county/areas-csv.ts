import type { LoaderFunctionArgs } from '@remix-run/node';
import { BYTE_ORDER_MARK, csvLine } from '~/contract/county/csv';
import { AREA_COLUMNS, AREA_STATES, areaHeading } from '~/domain/county/area-table';
import { areaPage } from '~/services/county/area-import.server';
import { staff } from '~/web/staff/staff.server';

/** All areas as drafted, as the table that the same page reads. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    const { areas } = await areaPage(ctx, actor);
    const lines = areas
      .filter(({ level }) => level !== 'county')
      .map(({ code, level, names, parentCode, closedOn }) => {
        const state = AREA_STATES[closedOn === null ? 'open' : 'closed'][lang];
        return csvLine([code, names.zh ?? '', names.en ?? '', level === 'village' ? parentCode : '', state]);
      });
    const head = csvLine(AREA_COLUMNS.map((column) => areaHeading(column, lang)));
    return new Response([BYTE_ORDER_MARK, head, ...lines].join(''), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="anshao-areas.csv"',
        'Cache-Control': 'no-store',
      },
    });
  });
}
