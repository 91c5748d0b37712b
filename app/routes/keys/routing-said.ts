import type { OwnSectors } from '~/domain/county/sector-list';
import { type Localized, textIn } from '~/domain/localized';
import type { BoardFace } from '~/envelope/keys/board-face';
import { nothingElse } from '~/envelope/keys/nothing-else';
import type { Registered, RoutingChange } from '~/envelope/keys/routing-change';
import { type SignedArea, type SignedSector, townIn } from '~/envelope/keys/routing-statement';
import type { RegisteredBoard, RegisteredEmployer } from '~/envelope/keys/town-register';
import { allNames } from '~/routes/staff/all-names';
import { boardWords } from '~/words/county/board';
import { dutyPlace, routingWords } from '~/words/keys/routing';
import { formatList, type Lang } from '~/words/language';
import { sectorNames } from '~/words/sectors';
import { vocabularyWords } from '~/words/vocabulary';
import { faceParts } from './board-said';
import { named, namesTold, type Part, type Told, told, unitName } from './told';

export type RoutingNaming = {
  lang: Lang;
  units: readonly { id: string; names: Localized }[];
  areas: readonly SignedArea[];
  /** What the county says of trades in the version whose changes these are. */
  sectors: OwnSectors;
  faces: Readonly<Record<string, BoardFace>>;
};

/** The name of an entry, short where it does not change, and what is stated about it. */
export type Said = { short: string; name: Told; parts: Part[] };

/** What a change states about its entry before and after. */
export function saidOf(change: RoutingChange, naming: RoutingNaming): readonly [Said | null, Said | null] {
  const both = <T>({ before, after }: { before: T | null; after: T | null }, say: (one: T) => Said) =>
    [before === null ? null : say(before), after === null ? null : say(after)] as const;
  const words = routingWords[naming.lang];
  switch (change.of) {
    case 'takes':
      return both(change, (id) => only(told(unitName(id, naming), id)));
    case 'rule':
      return both(change, ({ id: _name, sector, area, matter, duty, unitId, ...rest }) => {
        nothingElse(rest);
        const where = area === '*' ? words.any.area : areaName(area, naming);
        const place = dutyPlace({ sector, matter, duty, where }, naming.lang, naming.sectors);
        return only(told(place, [sector, area, matter, duty]), told(unitName(unitId, naming), unitId));
      });
    case 'board':
      return both(change, (board) => boardSaid(board, naming));
    case 'employer':
      return both(change, (one) => employerSaid(one, naming));
    case 'register':
      return both(change, (town) => only(told(areaName(town, naming), town)));
    case 'area':
      return both(change, (area) => areaSaid(area, naming));
    case 'sector':
      return both(change, (sector) => sectorSaid(sector, naming.lang));
    case 'seat':
      return both(change, ({ unitId, area, ...rest }) => {
        nothingElse(rest);
        return only(told(unitName(unitId, naming), unitId), told(areaName(area, naming), area));
      });
    case 'setting':
      return both(change, ({ name, value }) =>
        only(told(words.settings[name], name), told(name === 'stampDays' ? value : unitName(value, naming), value)),
      );
  }
}

const only = (name: Told, said: Told | null = null): Said => ({
  short: name.text,
  name,
  parts: said === null ? [] : [{ key: 'only', label: '', ...said }],
});

function areaSaid({ code, names, town, ...rest }: SignedArea, naming: RoutingNaming): Said {
  nothingElse(rest);
  return {
    short: `${textIn(names, naming.lang)} (${code})`,
    name: told(`${allNames(names, naming.lang)} (${code})`, [code, Object.entries(names).sort()]),
    parts: town === null ? [] : [{ key: 'town', label: '', ...told(areaName(town, naming), town) }],
  };
}

/** The program's own word stands beside the county's, so that no word is put on another trade unseen. */
function sectorSaid({ code, names, closed, ...rest }: SignedSector, lang: Lang): Said {
  nothingElse(rest);
  const shipped: Readonly<Record<string, string>> = vocabularyWords[lang].sectors;
  const { sectorStates } = routingWords[lang];
  return {
    short: `${textIn(names, lang)} (${code})`,
    name: told(`${allNames(names, lang)} (${shipped[code] ?? code})`, [code, Object.entries(names).sort()]),
    parts: [{ key: 'closed', label: '', ...told(closed ? sectorStates.closed : sectorStates.offered, closed) }],
  };
}

function boardSaid({ town, entry }: Registered<RegisteredBoard>, naming: RoutingNaming): Said {
  const { code, site, employer, area, regulators, face: hash, ...rest } = entry;
  nothingElse(rest);
  const { lang } = naming;
  const words = boardWords[lang];
  const face = naming.faces[hash];
  return {
    short: `${code} ${textIn(site, lang)}`,
    name: told(`${code} ${allNames(site, lang)}`, [code, Object.entries(site).sort()]),
    parts: [
      { key: 'employer', label: words.employer, ...namesTold(employer, lang) },
      { key: 'area', label: words.area, ...told(areaName(area, naming), area) },
      // Stated only where it is not the town in which the board hangs.
      ...(townIn(naming, area) === town
        ? []
        : [{ key: 'town', label: routingWords[lang].register, ...told(areaName(town, naming), town) }]),
      { key: 'regulator', label: words.regulator, ...regulatorsTold(regulators, naming) },
      ...(face ? faceParts(face, naming) : [{ key: 'face', label: routingWords[lang].face, ...told(hash, hash) }]),
    ],
  };
}

function employerSaid({ town, entry }: Registered<RegisteredEmployer>, naming: RoutingNaming): Said {
  const { id: _name, names, creditCode, regulators, ...rest } = entry;
  nothingElse(rest);
  const { lang } = naming;
  const words = routingWords[lang];
  return {
    short: textIn(names, lang),
    name: namesTold(names, lang),
    parts: [
      { key: 'creditCode', label: words.creditCode, ...told(creditCode, creditCode) },
      { key: 'town', label: words.register, ...told(areaName(town, naming), town) },
      { key: 'regulator', label: boardWords[lang].regulator, ...regulatorsTold(regulators, naming) },
    ],
  };
}

function regulatorsTold(regulators: RegisteredBoard['regulators'], naming: RoutingNaming): Told {
  const { regulators: words, unregulated } = routingWords[naming.lang];
  const names = sectorNames(naming.lang, naming.sectors);
  // The trade comes first, as on the page where regulators are entered.
  const ordered = [...regulators].sort((a, b) => Number(a.duty === 'special') - Number(b.duty === 'special'));
  const said = ordered.map(({ unitId, duty, sectors, ...rest }) => {
    nothingElse(rest);
    const listed = formatList(
      sectors.map((one) => names[one] ?? one),
      naming.lang,
    );
    return words[duty](unitName(unitId, naming), listed);
  });
  return told(said.length === 0 ? unregulated : formatList(said, naming.lang), regulators);
}

function areaName(code: string, { areas, lang }: RoutingNaming): string {
  const area = areas.find((one) => one.code === code);
  const names = areas.map((one) => textIn(one.names, lang));
  return area ? named(textIn(area.names, lang), code, names) : code;
}
