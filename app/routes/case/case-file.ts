import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { Refusal } from '~/domain/refusal';
import { caseFilePart } from '~/services/case/case-page.server';
import { staff } from '~/web/staff/staff.server';

/** One sealed file part as it lies in the store: an age file, opened in the officer's browser only. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, params }) => {
    const part = await caseFilePart(ctx, actor, params.case ?? '', params.part ?? '');
    if (part.blob === null && part.bytes === null) throw new Refusal('notFound');
    const body = part.blob
      ? createReadableStreamFromReadable(await ctx.blobs.open(part.blob))
      : Buffer.from(part.bytes ?? []);
    return new Response(body, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(part.size),
        'Content-Disposition': 'attachment; filename="sealed.age"',
        'Cache-Control': 'no-store',
      },
    });
  });
}
