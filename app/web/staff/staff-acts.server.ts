import type { ActionFunctionArgs } from '@remix-run/node';
import { requireRoleFor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { Refusal } from '~/domain/refusal';
import { type FormLimits, type ParsedForm, readForm } from '~/web/form.server';
import { type Staff, staffAct } from './staff.server';

/** What a form's `act` (or `step`) asks for: the act of the permission table that it is, and how it is run. */
export type StaffAct = readonly [may: Act | readonly Act[], run: (staff: Staff, form: ParsedForm) => Promise<unknown>];
export type StaffActs = Readonly<Record<string, StaffAct>>;
type Done<A extends StaffActs> = Awaited<ReturnType<A[keyof A][1]>>;

type Options = Partial<Omit<FormLimits, 'files' | 'fileBytes'>> & { field?: 'act' | 'step' };

/** The acts of a page's forms: who may is asked before anything else of the form is looked at. */
export function staffActs<const A extends StaffActs>(args: ActionFunctionArgs, acts: A, options: Options = {}) {
  return staffAct(args, mayAny(acts), async (staff) => {
    const { field = 'act', ...limits } = options;
    return runStaffAct(staff, acts, { form: await readForm(staff.request, limits), field });
  });
}

/** Every act that these forms are. */
export const mayAny = (acts: StaffActs): Act[] => Object.values(acts).flatMap(([may]) => may);

/** The one that was asked for. Refusals `invalid` (the field: there is no such act), `notAllowed`, and the act's own. */
export async function runStaffAct<const A extends StaffActs>(
  staff: Staff,
  acts: A,
  { form, field = 'act' }: { form: ParsedForm; field?: 'act' | 'step' },
): Promise<Done<A>> {
  const name = form.text(field);
  const found = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (found === undefined) throw new Refusal('invalid', { field });
  const [may, run] = found;
  requireRoleFor(staff.actor, may);
  return (await run(staff, form)) as Done<A>;
}
