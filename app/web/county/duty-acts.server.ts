import type { ActionFunctionArgs } from '@remix-run/node';
import { dutyForms } from '~/contract/posted/duty-forms';
import { moveDuties, type SetDuty, setDuties, setRoutingTerms } from '~/services/county/duty.server';
import { setDraftDay } from '~/services/county/duty-day.server';
import type { Staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

/** What is changed in the draft of duties. */
export const dutyAction = (args: ActionFunctionArgs) => staffActs(args, ACTS, { fields: 600 });

/** What the page is told about a saved draft: how many places changed. */
const set = async ({ ctx, actor }: Staff, { changes, shown }: { changes: readonly SetDuty[]; shown: string }) => ({
  saved: await setDuties(ctx, actor, changes, shown),
});

const ACTS = formActs(dutyForms, {
  sector: set,
  nearest: set,
  accidents: set,
  add: set,
  remove: set,
  move: async ({ ctx, actor }, move) => ({ saved: await moveDuties(ctx, actor, move) }),
  day: async ({ ctx, actor }, typed) => {
    await setDraftDay(ctx, actor, typed);
    return { saved: 1 };
  },
  terms: async ({ ctx, actor }, terms) => {
    await setRoutingTerms(ctx, actor, terms);
    return { saved: 1 };
  },
});
