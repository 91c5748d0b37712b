import type { LoaderFunctionArgs } from '@remix-run/node';
import { countyFile } from '~/services/county/county-file.server';
import { staff } from '~/web/staff/staff.server';

/** The whole set-up as one file, which the page beside it reads. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor }) => {
    return new Response(await countyFile(ctx, actor), {
      headers: {
        'Content-Type': 'application/json',
        'Content-Disposition': 'attachment; filename="anshao-county.json"',
        'Cache-Control': 'no-store',
      },
    });
  });
}
