import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { countyIfAny, reportingOpen } from '~/services/county/county.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';

/** Once reporting is open, it is checked again after this long, because the check verifies the whole directory. */
const OPEN_FOR_MS = 30_000;
const openUntil = new WeakMap<Context, number>();

/**
 * May reports be taken? `anew` is for a page that is cached: it has an age of its own, to which an older answer must
 * not be added.
 */
export async function takesReports(ctx: Context, { anew = false } = {}): Promise<boolean> {
  if (!anew && (openUntil.get(ctx) ?? 0) > ctx.now()) return true;
  const ready = (await countyIfAny(ctx.db)) !== null && (await countyKeyIntact(ctx));
  const open = ready && (await reportingOpen(ctx.db)).open;
  if (open) openUntil.set(ctx, ctx.now() + OPEN_FOR_MS);
  return open;
}

/** Refusal `notOpen` while some unit could not open what is sealed to it, whatever way a report comes. */
export async function requireOpenReporting(ctx: Context): Promise<void> {
  if (!(await takesReports(ctx))) throw new Refusal('notOpen');
}
