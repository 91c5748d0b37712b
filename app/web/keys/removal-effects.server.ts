import type { Member } from '~/domain/acts/permission';
import { textIn } from '~/domain/localized';
import type { Context } from '~/services/context.server';
import { removalEffects } from '~/services/keys/removal-effects.server';
import { removalsWords } from '~/words/keys/removals';
import type { Lang } from '~/words/language';

/** What taking keys from people would mean for reports, in words. */
export type EffectsInWords = {
  /** The names by member, only for members whom a unit needs. */
  needed: Record<string, string>;
  /** The sentence about units that would be left with too few readers; '' for none. */
  ofClosing: (unitIds: readonly string[]) => string;
};

export async function effectsInWords(ctx: Context, actor: Member, lang: Lang): Promise<EffectsInWords> {
  const { needed, closing, units } = await removalEffects(ctx, actor);
  const name = (id: string) => {
    const row = units.find((unit) => unit.id === id);
    return (row && textIn(row.names, lang)) ?? '';
  };
  const effectOf = (unitId: string) => {
    const { id, goesTo } = closing(unitId);
    return removalsWords[lang].closes(name(id), goesTo && name(goesTo));
  };
  const ofClosing = (unitIds: readonly string[]): string => unitIds.map(effectOf).join(' ');
  return { needed: Object.fromEntries([...needed].map(([id, closed]) => [id, ofClosing(closed)])), ofClosing };
}
