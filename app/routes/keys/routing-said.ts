import { type Localized, textIn } from '~/domain/localized';
import type { BoardFace } from '~/envelope/keys/board-face';
import type { Registered, RoutingChange } from '~/envelope/keys/routing-change';
import { type SignedArea, townIn } from '~/envelope/keys/routing-statement';
import type { RegisteredBoard, RegisteredEmployer } from '~/envelope/keys/town-register';
import { allNames } from '~/routes/staff/all-names';
import { boardWords } from '~/words/county/board';
import { dutyPlace, routingWords } from '~/words/keys/routing';
import { formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

export type RoutingNaming = {
  lang: Lang;
  units: readonly { id: string; names: Localized }[];
  areas: readonly SignedArea[];
  faces: Readonly<Record<string, BoardFace>>;
};

/** Something signed: as it is read, and `exact` as it is signed, by which two of them are compared. */
export type Told = { text: string; exact: unknown };
/** One statement about an entry. */
export type Part = Told & { key: string; label: string };
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
      return both(change, ({ sector, area, matter, duty, unitId }) => {
        const where = area === '*' ? words.any.area : areaName(area, naming);
        const place = dutyPlace({ sector, matter, duty, where }, naming.lang);
        return only(told(place, [sector, area, matter, duty]), told(unitName(unitId, naming), unitId));
      });
    case 'board':
      return both(change, (board) => boardSaid(board, naming));
    case 'employer':
      return both(change, (one) => employerSaid(one, naming));
    case 'register':
      return both(change, (town) => only(told(areaName(town, naming), town)));
    case 'area':
      return both(change, ({ code, names, town }) => ({
        short: `${textIn(names, naming.lang)} (${code})`,
        name: told(`${allNames(names, naming.lang)} (${code})`, [code, Object.entries(names).sort()]),
        parts: town === null ? [] : [{ key: 'town', label: '', ...told(areaName(town, naming), town) }],
      }));
    case 'seat':
      return both(change, ({ unitId, area }) =>
        only(told(unitName(unitId, naming), unitId), told(areaName(area, naming), area)),
      );
    case 'setting':
      return both(change, ({ name, value }) =>
        only(told(words.settings[name], name), told(name === 'stampDays' ? value : unitName(value, naming), value)),
      );
  }
}

const told = (text: string, exact: unknown): Told => ({ text, exact });

const only = (name: Told, said: Told | null = null): Said => ({
  short: name.text,
  name,
  parts: said === null ? [] : [{ key: 'only', label: '', ...said }],
});

function boardSaid({ town, entry: board }: Registered<RegisteredBoard>, naming: RoutingNaming): Said {
  const { lang } = naming;
  const words = boardWords[lang];
  const face = naming.faces[board.face];
  return {
    short: `${board.code} ${textIn(board.site, lang)}`,
    name: told(`${board.code} ${allNames(board.site, lang)}`, [board.code, Object.entries(board.site).sort()]),
    parts: [
      { key: 'employer', label: words.employer, ...namesTold(board.employer, lang) },
      { key: 'area', label: words.area, ...told(areaName(board.area, naming), board.area) },
      // Stated only where it is not the town in which the board hangs.
      ...(townIn(naming, board.area) === town
        ? []
        : [{ key: 'town', label: routingWords[lang].register, ...told(areaName(town, naming), town) }]),
      { key: 'regulator', label: words.regulator, ...regulatorsTold(board.regulators, naming) },
      ...(face ? faceParts(face, lang) : [{ key: 'face', label: routingWords[lang].face, ...told(board.face, null) }]),
    ],
  };
}

function faceParts({ persons, risks, hotline, sector }: BoardFace, lang: Lang): Part[] {
  const words = boardWords[lang];
  const names: Record<string, string> = vocabularyWords[lang].sectors;
  const listed = formatList(
    risks.map((one) => allNames(one, lang)),
    lang,
  );
  return [
    { key: 'sector', label: routingWords[lang].sector, ...told(names[sector] ?? sector, sector) },
    ...persons.map(({ role, name, post, phone }) => ({
      key: `person ${role}`,
      label: words.personRoles[role],
      ...told([name, post, phone].filter((one) => one !== '').join(' '), [name, post, phone]),
    })),
    {
      key: 'risks',
      label: words.risks,
      ...told(
        risks.length === 0 ? words.noRisks : listed,
        risks.map((one) => Object.entries(one).sort()),
      ),
    },
    { key: 'hotline', label: words.hotline, ...told(hotline, hotline) },
  ];
}

function employerSaid({ town, entry }: Registered<RegisteredEmployer>, naming: RoutingNaming): Said {
  const { lang } = naming;
  const words = routingWords[lang];
  return {
    short: textIn(entry.names, lang),
    name: namesTold(entry.names, lang),
    parts: [
      { key: 'creditCode', label: words.creditCode, ...told(entry.creditCode, entry.creditCode) },
      { key: 'town', label: words.register, ...told(areaName(town, naming), town) },
      { key: 'regulator', label: boardWords[lang].regulator, ...regulatorsTold(entry.regulators, naming) },
    ],
  };
}

function regulatorsTold(regulators: RegisteredBoard['regulators'], naming: RoutingNaming): Told {
  const { regulators: words, unregulated } = routingWords[naming.lang];
  const names: Record<string, string> = vocabularyWords[naming.lang].sectors;
  // The trade comes first, as on the page where regulators are entered.
  const ordered = [...regulators].sort((a, b) => Number(a.duty === 'special') - Number(b.duty === 'special'));
  const said = ordered.map(({ unitId, duty, sectors }) => {
    const listed = formatList(
      sectors.map((one) => names[one] ?? one),
      naming.lang,
    );
    return words[duty](unitName(unitId, naming), listed);
  });
  return told(said.length === 0 ? unregulated : formatList(said, naming.lang), regulators);
}

const namesTold = (names: Localized, lang: Lang): Told => told(allNames(names, lang), Object.entries(names).sort());

/** With its code where another entry has the same name. */
function named(own: string, code: string, all: readonly string[]): string {
  return all.filter((one) => one === own).length > 1 ? `${own} (${code})` : own;
}

function unitName(id: string, { units, lang }: RoutingNaming): string {
  const unit = units.find((one) => one.id === id);
  const names = units.map((one) => textIn(one.names, lang));
  return unit ? named(textIn(unit.names, lang), id, names) : id;
}

function areaName(code: string, { areas, lang }: RoutingNaming): string {
  const area = areas.find((one) => one.code === code);
  const names = areas.map((one) => textIn(one.names, lang));
  return area ? named(textIn(area.names, lang), code, names) : code;
}
