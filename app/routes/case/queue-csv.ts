import { Readable } from 'node:stream';
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { wholeQueue } from '~/services/case/queue.server';
import { areaNames } from '~/services/county/county.server';
import { publicSectors } from '~/services/keys/signed-sectors.server';
import { queueLines } from '~/web/case/queue-csv.server';
import { queueFilterOf } from '~/web/case/queue-filter.server';
import { staff } from '~/web/staff/staff.server';
import { queueWords } from '~/words/case/queue';
import { sectorNames } from '~/words/sectors';

/** The filtered queue as a table in the reader's language, streamed; nothing of what reports say. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => {
    const { after, ...filter } = queueFilterOf(request);
    const { pages, officers } = await wholeQueue(ctx, actor, filter);
    const names = {
      officers: new Map(officers.map(({ memberId, name }) => [memberId, name])),
      towns: await areaNames(ctx, lang),
      sectors: sectorNames(lang, await publicSectors(ctx)),
    };
    const name = `${queueWords[lang].fileName}.csv`;
    return new Response(createReadableStreamFromReadable(Readable.from(queueLines(pages, lang, names))), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="anshao-queue.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
