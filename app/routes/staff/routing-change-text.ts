import type { BoardFace } from '~/envelope/board-face';
import type { RoutingChange } from '~/envelope/routing-change';
import type { SignedArea, SignedRule } from '~/envelope/routing-statement';
import { type Names, nameIn } from '~/envelope/statement-shape';
import type { RegisteredBoard, RegisteredEmployer } from '~/envelope/town-register';
import { boardWords } from '~/words/board';
import { formatList, type Lang } from '~/words/language';
import { routingWords } from '~/words/routing';
import { vocabularyWords } from '~/words/vocabulary';

export type RoutingNaming = {
  lang: Lang;
  units: readonly { id: string; names: Names }[];
  areas: readonly SignedArea[];
  faces: Readonly<Record<string, BoardFace>>;
};

/** One thing that is said of an entry. */
type Part = { label: string; text: string };
/** What an entry is called, and what is said of it. */
type Said = { name: string; parts: Part[] };

/** A change in words: what is new, what goes, or each thing that is said otherwise, as it was and as it will be. */
export function changeText(change: RoutingChange, naming: RoutingNaming): string {
  const [before, after] = saidOf(change, naming);
  const words = routingWords[naming.lang].sentence;
  if (before === null || after === null) {
    const one = after ?? before;
    const bare = (text: string) => (change.of === 'rule' ? words.goesTo(text) : text);
    const told = one?.parts.map(({ label, text }) => (label === '' ? bare(text) : words.part(label, text))) ?? [];
    return one === null ? '' : words.whole(one.name, told);
  }
  const old = new Map(before.parts.map(({ label, text }) => [label, text]));
  const labels = [...new Set([...before.parts, ...after.parts].map(({ label }) => label))];
  const now = new Map(after.parts.map(({ label, text }) => [label, text]));
  const differing = labels.filter((label) => old.get(label) !== now.get(label));
  const name = before.name === after.name ? after.name : words.renamed(before.name, after.name);
  const told = differing.map((label) =>
    words.changed(label, old.get(label) ?? words.nothing, now.get(label) ?? words.nothing),
  );
  return words.whole(name, told);
}

function saidOf(change: RoutingChange, naming: RoutingNaming): readonly [Said | null, Said | null] {
  const both = <T>({ before, after }: { before: T | null; after: T | null }, say: (one: T) => Said) =>
    [before === null ? null : say(before), after === null ? null : say(after)] as const;
  const words = routingWords[naming.lang];
  const only = (name: string, text: string | null = null): Said => ({
    name,
    parts: text === null ? [] : [{ label: '', text }],
  });
  switch (change.of) {
    case 'takes':
      return both(change, (id) => only(unitName(id, naming)));
    case 'rule':
      return both(change, (rule) => only(rulePlace(rule, naming), unitName(rule.unitId, naming)));
    case 'board':
      return both(change, (board) => boardSaid(board, naming));
    case 'employer':
      return both(change, (one) => employerSaid(one, naming));
    case 'area':
      return both(change, ({ code, names, town }) =>
        only(`${nameIn(names, naming.lang)} (${code})`, town === null ? null : areaName(town, naming)),
      );
    case 'seat':
      return both(change, ({ unitId, area }) => only(unitName(unitId, naming), areaName(area, naming)));
    case 'setting':
      return both(change, ({ name, value }) =>
        only(words.settings[name], name === 'stampDays' ? value : unitName(value, naming)),
      );
  }
}

/** Sector and where, as "消防：镇溪镇"; the matter and another duty than regulating are said where there is one. */
function rulePlace({ sector, area, matter, duty }: SignedRule, naming: RoutingNaming): string {
  const { any, duties, sentence } = routingWords[naming.lang];
  const { sectors, matters } = vocabularyWords[naming.lang];
  const named = (names: Record<string, string>, code: string, all: string) =>
    code === '*' ? all : (names[code] ?? code);
  const where = area === '*' ? any.area : areaName(area, naming);
  const more = [
    ...(matter === '*' ? [] : [named(matters, matter, '')]),
    ...(duty === 'regulates' ? [] : [duties[duty]]),
  ];
  return sentence.place(named(sectors, sector, any.sector), where, more);
}

function boardSaid(board: RegisteredBoard, naming: RoutingNaming): Said {
  const { lang } = naming;
  const words = boardWords[lang];
  const face = naming.faces[board.face];
  return {
    name: `${board.code} ${nameIn(board.site, lang)}`,
    parts: [
      { label: words.employer, text: nameIn(board.employer, lang) },
      { label: words.area, text: areaName(board.area, naming) },
      { label: words.regulator, text: regulatorText(board.regulators, naming) },
      ...(face ? faceParts(face, lang) : []),
    ],
  };
}

function faceParts({ persons, risks, hotline, sector }: BoardFace, lang: Lang): Part[] {
  const words = boardWords[lang];
  const names: Record<string, string> = vocabularyWords[lang].sectors;
  return [
    { label: routingWords[lang].sector, text: names[sector] ?? sector },
    ...persons.map(({ role, name, post, phone }) => ({
      label: words.personRoles[role],
      text: [name, post, phone].filter((one) => one !== '').join(' '),
    })),
    {
      label: words.risks,
      text:
        risks.length === 0
          ? words.noRisks
          : formatList(
              risks.map((one) => nameIn(one, lang)),
              lang,
            ),
    },
    { label: words.hotline, text: hotline },
  ];
}

function employerSaid({ names, creditCode, regulators }: RegisteredEmployer, naming: RoutingNaming): Said {
  const words = routingWords[naming.lang];
  return {
    name: nameIn(names, naming.lang),
    parts: [
      { label: words.creditCode, text: creditCode },
      { label: boardWords[naming.lang].regulator, text: regulatorText(regulators, naming) },
    ],
  };
}

function regulatorText(regulators: RegisteredBoard['regulators'], naming: RoutingNaming): string {
  const { regulators: words, unregulated } = routingWords[naming.lang];
  const names: Record<string, string> = vocabularyWords[naming.lang].sectors;
  // By trade first, as on the page where they are entered.
  const ordered = [...regulators].sort((a, b) => Number(a.duty === 'special') - Number(b.duty === 'special'));
  const said = ordered.map(({ unitId, duty, sectors }) => {
    const listed = formatList(
      sectors.map((one) => names[one] ?? one),
      naming.lang,
    );
    return words[duty](unitName(unitId, naming), listed);
  });
  return said.length === 0 ? unregulated : formatList(said, naming.lang);
}

const unitName = (id: string, { units, lang }: RoutingNaming): string =>
  nameIn(units.find((one) => one.id === id)?.names ?? { zh: id }, lang);

const areaName = (code: string, { areas, lang }: RoutingNaming): string =>
  nameIn(areas.find((area) => area.code === code)?.names ?? { zh: code }, lang);
