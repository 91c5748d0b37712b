import type { LoaderFunctionArgs } from '@remix-run/node';
import { transfersForMember } from '~/services/case/transfer-chain.server';
import { staff } from '~/web/staff/staff.server';

/** The county's chain of transfers, for the browser of a member who gives a case away or takes it over. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor }) => Response.json(await transfersForMember(ctx, actor)));
}
