import { sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { cashCounter as counterRow } from '#db/schema/cash';
import type { Actor } from '~/domain/acts/permission';
import { type FieldProblem, namesShown, readNames } from '~/domain/county/register-entry';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { requireShown, type Shown } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';

/** Where and when cash is paid out, in the site's languages. */
export type CashCounter = { places: Localized; hours: Localized };

/** Null until finance has entered it. */
export async function cashCounter(db: Db | Tx): Promise<CashCounter | null> {
  const [row] = await db.select({ places: counterRow.places, hours: counterRow.hours }).from(counterRow);
  return row ?? null;
}

/** The form values. */
export const counterShown = (counter: CashCounter | null): Shown => ({
  ...namesShown('place', counter?.places ?? {}),
  ...namesShown('hours', counter?.hours ?? {}),
});

/**
 * Enters where and when cash is paid out; reporters who claimed in cash read it on their page at once. Refusals:
 * `invalid` (`place.zh` …; data.rule `missing` or `tooLong`), `conflict` (requireShown).
 */
export async function setCashCounter(ctx: Context, actor: Actor, typed: CashCounter, shown: string): Promise<void> {
  await perform(ctx, actor, 'payout.setCounter', 'county:only', async ({ tx }) => {
    const problems: FieldProblem[] = [];
    const places = readNames('place', typed.places, problems);
    const hours = readNames('hours', typed.hours, problems);
    const [wrong] = problems;
    if (wrong) throw new Refusal('invalid', { field: wrong.field, data: { rule: wrong.problem } });
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('anshao/cash-counter'))`);
    requireShown(shown, counterShown(await cashCounter(tx)));
    const values = { places, hours };
    await tx.insert(counterRow).values(values).onConflictDoUpdate({ target: counterRow.only, set: values });
  });
}
