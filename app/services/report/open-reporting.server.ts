import { isNull } from 'drizzle-orm';
import { county } from '#db/schema/county';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { countyIfAny, reportingOpen } from '~/services/county/county.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { perform } from '~/services/perform.server';

/** Once reporting is open, it is checked again after this long, because the check verifies the whole directory. */
const OPEN_FOR_MS = 30_000;
const openUntil = new WeakMap<Context, number>();

/**
 * May reports be taken? `anew` is for a page that is cached: it has an age of its own, to which an older answer must
 * not be added.
 */
export async function takesReports(ctx: Context, { anew = false } = {}): Promise<boolean> {
  if (!anew && (openUntil.get(ctx) ?? 0) > ctx.now()) return true;
  const info = await countyIfAny(ctx.db);
  const open = info !== null && (await countyKeyIntact(ctx)) && (await reportingOpen(ctx.db)).open;
  if (open && info.openedOn === null) await noteOpened(ctx);
  if (open) openUntil.set(ctx, ctx.now() + OPEN_FOR_MS);
  return open;
}

/** Whoever first finds reporting open has the day noted, once and in the log: from then on a lost holder closes nothing. */
function noteOpened(ctx: Context): Promise<void> {
  const site = { kind: 'system', name: 'site' } as const;
  return perform(ctx, site, 'reporting.open', 'county:only', async ({ tx, today, nothing }) => {
    const unnoted = isNull(county.openedOn);
    const noted = await tx.update(county).set({ openedOn: today }).where(unnoted).returning({ only: county.only });
    return noted.length === 0 ? nothing(undefined) : undefined;
  });
}

/** Refusal `notOpen` while some unit could not open what is sealed to it, whatever way a report comes. */
export async function requireOpenReporting(ctx: Context): Promise<void> {
  if (!(await takesReports(ctx))) throw new Refusal('notOpen');
}
