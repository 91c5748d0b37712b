import type { ActionFunctionArgs } from '@remix-run/node';
import { isRefusal } from '~/domain/refusal';
import { CEREMONY_FORM_LIMITS, runCeremonyAct } from '~/web/ceremony-act.server';
import { readForm } from '~/web/form.server';
import { refusalStatus } from '~/web/refusal.server';
import { staff } from '~/web/staff.server';

/** The steps of one ceremony as the pages' scripts post them; answers JSON, sealed bytes at most. */
export function action(args: ActionFunctionArgs) {
  return staff(args, async ({ house, actor, params, request }) => {
    const headers = { 'Cache-Control': 'no-store' };
    try {
      const form = await readForm(request, CEREMONY_FORM_LIMITS);
      const given = (await runCeremonyAct(house, actor, params.ceremony ?? '', form)) ?? {};
      return Response.json({ given }, { headers });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { code, field = null, data = null } = error;
      return Response.json({ refused: { code, field, data } }, { status: refusalStatus(error), headers });
    }
  });
}
