import type { ActionFunctionArgs } from '@remix-run/node';
import { ledgerForms } from '~/contract/posted/ledger-forms';
import { importRow, knownRows } from '~/services/report/ledger.server';
import { readForm } from '~/web/form.server';
import { staffJson } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/** A sealed report in Base64, or the marks of all rows of a ledger. */
const FIELD_BYTES = 1024 * 1024;

const ACTS = formActs(ledgerForms, {
  known: async ({ ctx, actor }, { tags }) => ({ known: await knownRows(ctx, actor, tags) }),
  row: async ({ ctx, actor }, { report }) => {
    await importRow(ctx, actor, report);
    return { done: true };
  },
});

/** Where the page of old ledgers asks which rows are in, and sends the others. */
export const action = (args: ActionFunctionArgs) =>
  staffJson(args, mayAny(ACTS), async (staff) =>
    runStaffAct(staff, ACTS, { form: await readForm(staff.request, { fieldBytes: FIELD_BYTES, fields: 6 }) }),
  );
