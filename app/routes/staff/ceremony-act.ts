import type { ActionFunctionArgs } from '@remix-run/node';
import { CEREMONY_FORM_LIMITS, runCeremonyAct } from '~/web/ceremony-act.server';
import { readForm } from '~/web/form.server';
import { staffJson } from '~/web/staff.server';

/** The steps of one ceremony as the pages' scripts post them; answers JSON, sealed bytes at most. */
export function action(args: ActionFunctionArgs) {
  return staffJson(args, async ({ house, actor, params, request }) => {
    const form = await readForm(request, CEREMONY_FORM_LIMITS);
    return { given: (await runCeremonyAct(house, actor, params.ceremony ?? '', form)) ?? {} };
  });
}
