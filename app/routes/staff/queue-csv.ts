import { Readable } from 'node:stream';
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { queueCsv } from '~/services/queue.server';
import { queueFilterOf } from '~/web/queue-filter.server';
import { staff } from '~/web/staff.server';

/** The filtered queue as a table, streamed; codes and dates only. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, request }) => {
    const { after, ...filter } = queueFilterOf(request);
    const lines = queueCsv(house, actor, filter);
    return new Response(createReadableStreamFromReadable(Readable.from(lines)), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="anshao-queue.csv"',
        'Cache-Control': 'no-store',
      },
    });
  });
}
