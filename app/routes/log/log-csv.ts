import { Readable } from 'node:stream';
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { today } from '~/services/context.server';
import { wholeLog } from '~/services/log/log-page.server';
import { logCsvLines } from '~/web/log/log-csv.server';
import { logFilterOf } from '~/web/log/log-filter.server';
import { staff } from '~/web/staff/staff.server';
import { logWords } from '~/words/log/log';

/** The filtered log as a table in the reader's language, each row in words and as it stands; streamed. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => {
    const { before, ...filter } = logFilterOf(request, today(ctx));
    const parts = await wholeLog(ctx, actor, filter);
    const name = `${logWords[lang].fileName}.csv`;
    return new Response(createReadableStreamFromReadable(Readable.from(logCsvLines(parts, lang))), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="anshao-log.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
