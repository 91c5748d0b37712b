import { textIn } from '~/domain/localized';
import { standInOf } from '~/domain/report/routing';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { neededHolders } from '~/services/keys/last-holder.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { removalsWords } from '~/words/keys/removals';
import type { Lang } from '~/words/language';

/** By member, what it would mean for reports if they could no longer open their unit's key; only for those whom a unit needs. */
export async function removalEffects(ctx: Pick<Context, 'db'>, lang: Lang): Promise<Record<string, string>> {
  const [needed, effectOf] = await Promise.all([neededHolders(ctx.db), effectOfClosing(ctx, lang)]);
  return Object.fromEntries([...needed].map(([memberId, closed]) => [memberId, effectOf(closed)]));
}

/** What it would mean for reports if these units came to have too few readers; '' for none. */
export async function effectOfClosing({ db }: Pick<Context, 'db'>, lang: Lang) {
  const [all, routing] = await Promise.all([units(db), routingInForce(db)]);
  const name = (id: string) => {
    const row = all.find((unit) => unit.id === id);
    return (row && textIn(row.names, lang)) ?? '';
  };
  const effectOf = (unitId: string) => {
    const goesTo = routing && standInOf(unitId, routing.table);
    return removalsWords[lang].closes(name(unitId), goesTo && name(goesTo));
  };
  return (closed: readonly string[]): string => closed.map(effectOf).join(' ');
}
