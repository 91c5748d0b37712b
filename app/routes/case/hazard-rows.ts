import type { ActionFunctionArgs } from '@remix-run/node';
import { hazardForms } from '~/contract/posted/hazard-forms';
import { enterHazard, handOnHazard, stepHazard } from '~/services/case/hazard.server';
import { boardsOfUnit, hazardFileBytes, hazardRows } from '~/services/case/hazard-page.server';
import { readForm } from '~/web/form.server';
import { staffJson } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/** An entry and a file of evidence, sealed, in Base64. */
const FIELD_BYTES = 1024 * 1024;
const DONE = { done: true } as const;

const ACTS = formActs(hazardForms, {
  rows: ({ ctx, actor }, { filter }) => hazardRows(ctx, actor, filter),
  boards: async ({ ctx, actor }) => ({ boards: await boardsOfUnit(ctx, actor) }),
  file: async ({ ctx, actor }, { id }) => ({ file: await hazardFileBytes(ctx, actor, id) }),
  enter: async ({ ctx, actor }, entry) => {
    await enterHazard(ctx, actor, entry);
    return DONE;
  },
  amend: async ({ ctx, actor }, { grade, file, ...written }) => {
    await stepHazard(ctx, actor, written, { type: 'amend', grade }, file);
    return DONE;
  },
  extend: async ({ ctx, actor }, { dueOn, ...written }) => {
    await stepHazard(ctx, actor, written, { type: 'extend', dueOn });
    return DONE;
  },
  reinspect: async ({ ctx, actor }, { passed, file, ...written }) => {
    await stepHazard(ctx, actor, written, { type: 'reinspect', passed: passed === 'yes' }, file);
    return DONE;
  },
  strikeOff: async ({ ctx, actor }, written) => {
    await stepHazard(ctx, actor, written, { type: 'strikeOff' });
    return DONE;
  },
  supervise: async ({ ctx, actor }, written) => {
    await stepHazard(ctx, actor, written, { type: 'supervise' });
    return DONE;
  },
  handOn: async ({ ctx, actor }, { unit, ...written }) => {
    await handOnHazard(ctx, actor, written, unit);
    return DONE;
  },
});

/** Where the pages of the rectification ledger ask for entries and send them. */
export const action = (args: ActionFunctionArgs) =>
  staffJson(args, mayAny(ACTS), async (staff) =>
    runStaffAct(staff, ACTS, { form: await readForm(staff.request, { fieldBytes: FIELD_BYTES, fields: 12 }) }),
  );
