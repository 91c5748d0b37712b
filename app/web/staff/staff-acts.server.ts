import type { ActionFunctionArgs } from '@remix-run/node';
import type { ActForm, ActForms } from '~/contract/posted/form';
import { requireRoleFor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { Refusal } from '~/domain/refusal';
import { markPosted } from '~/services/posted-once.server';
import { type FormLimits, type ParsedForm, readForm } from '~/web/form.server';
import { type Staff, staffAct } from './staff.server';

/** What a form's `act` (or `step`) asks for: the act of the permission table, and how it is run. */
export type StaffAct = readonly [may: Act | readonly Act[], run: (staff: Staff, form: ParsedForm) => Promise<unknown>];
export type StaffActs = Readonly<Record<string, StaffAct>>;
type Done<A extends StaffActs> = Awaited<ReturnType<A[keyof A][1]>>;

type Options = Partial<Omit<FormLimits, 'files' | 'fileBytes'>> & { field?: 'act' | 'step' };

type Bodies<F extends ActForms> = {
  readonly [K in keyof F]: (staff: Staff, input: ReturnType<F[K]['read']>) => Promise<unknown>;
};
type Bound<F, B extends Readonly<Record<string, (...args: never) => unknown>>> = {
  readonly [K in keyof F & keyof B]: readonly [
    Act | readonly Act[],
    (staff: Staff, form: ParsedForm) => Promise<Awaited<ReturnType<B[K]>>>,
  ];
};

/** Forms of the contract with what is done when they are posted; each body gets what its form gave, once it is read. */
export function formActs<F extends ActForms, B extends Bodies<F>>(forms: F, bodies: B): Bound<F, B> {
  const bound = Object.entries(forms).map(([name, { may, read }]) => {
    const body = bodies[name] as (staff: Staff, input: unknown) => Promise<unknown>;
    return [name, [may, async (staff: Staff, form: ParsedForm) => body(staff, read(form))]];
  });
  return Object.fromEntries(bound) as Bound<F, B>;
}

/** The one form of a page. */
export const formAct = <I, T>(
  args: ActionFunctionArgs,
  { may, read }: ActForm<I>,
  body: (staff: Staff, input: I) => Promise<T>,
  limits: Partial<Omit<FormLimits, 'files' | 'fileBytes'>> = {},
) =>
  staffAct(args, may, async (staff) => {
    const form = await readForm(staff.request, limits);
    markPosted(staff.actor, form.text('mark'));
    return body(staff, read(form));
  });

/** The acts of a page's forms: permission is checked before anything else of the form is looked at. */
export function staffActs<const A extends StaffActs>(args: ActionFunctionArgs, acts: A, options: Options = {}) {
  return staffAct(args, mayAny(acts), async (staff) => {
    const { field = 'act', ...limits } = options;
    return runStaffAct(staff, acts, { form: await readForm(staff.request, limits), field });
  });
}

/** Every act that these forms may be. */
export const mayAny = (acts: StaffActs): Act[] => Object.values(acts).flatMap(([may]) => may);

/**
 * Runs the act that was asked for. Refusals: `invalid` (the field: there is no such act), `notAllowed`, and the act's
 * own.
 */
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
  markPosted(staff.actor, form.text('mark'));
  return (await run(staff, form)) as Done<A>;
}
