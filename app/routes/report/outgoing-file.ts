import type { LoaderFunctionArgs } from '@remix-run/node';
import { exportSuperiorReport } from '~/services/report/superior-report.server';
import { staff } from '~/web/staff/staff.server';
import { outgoingWords } from '~/words/report/outgoing';

/** The sealed file of a report about the office itself; taking it out is an act. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, params }) => {
    const number = params.number ?? '';
    const sealed = await exportSuperiorReport(ctx, actor, number);
    const name = encodeURIComponent(outgoingWords[lang].fileName(number));
    return new Response(new Uint8Array(sealed), {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
