import type { ActionFunctionArgs } from '@remix-run/node';
import { ACCIDENTS_FIELD } from '~/domain/county/duty-table';
import { moveDuties, type SetDuty, setDuties, setRoutingTerms } from '~/services/county/duty.server';
import {
  anyDuty,
  chosenUnit,
  movedDuties,
  nearestDuties,
  routingTerms,
  sectorDuties,
} from '~/web/county/duty-form.server';
import { shownIn } from '~/web/county/register-form.server';
import type { ParsedForm } from '~/web/form.server';
import type { Staff } from '~/web/staff/staff.server';
import { staffActs } from '~/web/staff/staff-acts.server';

/** What is changed in the draft of duties. */
export const dutyAction = (args: ActionFunctionArgs) =>
  staffActs(
    args,
    {
      sector: ['duty.set', (staff, form) => set(staff, form, sectorDuties(form))],
      nearest: ['duty.set', (staff, form) => set(staff, form, nearestDuties(form))],
      accidents: ['duty.set', (staff, form) => set(staff, form, [{ ...ACCIDENTS_FIELD, unitId: chosenUnit(form) }])],
      add: ['duty.set', (staff, form) => set(staff, form, anyDuty(form, chosenUnit(form)))],
      remove: ['duty.set', (staff, form) => set(staff, form, anyDuty(form, null))],
      move: ['duty.move', async ({ ctx, actor }, form) => ({ saved: await moveDuties(ctx, actor, movedDuties(form)) })],
      terms: [
        'duty.terms',
        async ({ ctx, actor }, form) => {
          await setRoutingTerms(ctx, actor, routingTerms(form));
          return { saved: 1 };
        },
      ],
    },
    { fields: 600 },
  );

/** What the page answers to a saved draft: how many places changed. */
const set = async ({ ctx, actor }: Staff, form: ParsedForm, changes: readonly SetDuty[]) => ({
  saved: await setDuties(ctx, actor, changes, shownIn(form)),
});
