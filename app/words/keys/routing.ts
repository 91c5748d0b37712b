import type { OwnSectors } from '~/domain/county/sector-list';
import { defineWords } from '~/words/define';
import { routingWords as en } from '~/words/en/keys/routing';
import type { Lang } from '~/words/language';
import { sectorNames } from '~/words/sectors';
import { vocabularyWords } from '~/words/vocabulary';
import { routingWords as zh } from '~/words/zh/keys/routing';

/** Words for the signed duties and registers, and for the changes that a next version of them makes. */
export const routingWords = defineWords({ zh, en });

type Place = { sector: string; matter: string; duty: 'regulates' | 'does' | 'nearest' | 'accidents'; where: string };

/** Sector and place, as "消防：镇溪镇"; the matter, and any duty other than regulating, are added where there is one. */
export function dutyPlace({ sector, matter, duty, where }: Place, lang: Lang, own: OwnSectors): string {
  const { any, duties, sentence } = routingWords[lang];
  const { matters } = vocabularyWords[lang];
  const sectors = sectorNames(lang, own);
  const named = (names: Record<string, string>, code: string) => names[code] ?? code;
  const more = [...(matter === '*' ? [] : [named(matters, matter)]), ...(duty === 'regulates' ? [] : [duties[duty]])];
  return sentence.place(sector === '*' ? any.sector : named(sectors, sector), where, more);
}
