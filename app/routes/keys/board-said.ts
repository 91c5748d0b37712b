import { POINT_PARTS } from '~/domain/county/board-kind';
import type { OwnSectors } from '~/domain/county/sector-list';
import type { BoardFace } from '~/envelope/keys/board-face';
import { nothingElse } from '~/envelope/keys/nothing-else';
import { allNames } from '~/routes/staff/all-names';
import { boardWords } from '~/words/county/board';
import { routingWords } from '~/words/keys/routing';
import { formatDate, formatList, type Lang } from '~/words/language';
import { sectorNames } from '~/words/sectors';
import { namesTold, type Part, told } from './told';

/** What a board's face states, part by part, as guardians read it before they sign. */
export function faceParts(face: BoardFace, { lang, sectors }: { lang: Lang; sectors: OwnSectors }): Part[] {
  const words = boardWords[lang];
  const { sector, hotline } = face;
  const kind = face.format === 1 ? 'responsibility' : face.kind;
  return [
    { key: 'kind', label: '', ...told(words.kinds[kind], kind) },
    { key: 'sector', label: routingWords[lang].sector, ...told(sectorNames(lang, sectors)[sector] ?? sector, sector) },
    ...face.persons.map(({ role, name, post, phone, ...rest }) => {
      nothingElse(rest);
      const said = told([name, post, phone].filter((one) => one !== '').join(' '), [name, post, phone]);
      return { key: `person ${role}`, label: words.personRoles[role], ...said };
    }),
    ...bodyParts(face, lang),
    { key: 'hotline', label: words.hotline, ...told(hotline, hotline) },
  ];
}

/** What boards of the two formats do not have in common. */
function bodyParts(face: BoardFace, lang: Lang): Part[] {
  const words = boardWords[lang];
  if (face.format === 1) {
    const { format: _format, persons: _persons, sector: _sector, hotline: _hotline, risks, ...rest } = face;
    nothingElse(rest);
    const listed = formatList(
      risks.map((one) => allNames(one, lang)),
      lang,
    );
    const exact = risks.map((one) => Object.entries(one).sort());
    return [{ key: 'risks', label: words.risks, ...told(risks.length === 0 ? words.noRisks : listed, exact) }];
  }
  const { format: _format, persons: _persons, sector: _sector, hotline: _hotline, kind, point, ...rest } = face;
  nothingElse(rest);
  const { until } = point;
  return [
    ...POINT_PARTS.map((part) => ({
      key: `point ${part}`,
      label: words.point[kind][part],
      ...namesTold(point[part], lang),
    })),
    ...(until === '' ? [] : [{ key: 'point until', label: words.until, ...told(formatDate(until, lang), until) }]),
  ];
}
