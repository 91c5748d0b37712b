import { Link } from '@remix-run/react';
import { COUNTY_WIDE, dutiesIn } from '~/domain/county/duty-table';
import { textIn } from '~/domain/localized';
import type { RoutingRule } from '~/domain/report/routing';
import type { Sector } from '~/domain/vocabulary';
import type { DutyData } from '~/services/county/duty.server';
import { type Column, DataTable } from '~/ui/data-table';
import { useSectors } from '~/ui/sectors';
import { Tag } from '~/ui/tag';
import { dutiesWords } from '~/words/county/duties';
import { formatList, type Lang } from '~/words/language';
import { changedText } from '~/words/meanwhile';

type Props = { lang: Lang; page: DutyData };

/**
 * Who regulates each sector, in the county and in towns with a rule of their own; gaps and overlaps are pointed out.
 */
export function DutyMatrix({ lang, page }: Props) {
  const words = dutiesWords[lang].matrix;
  const { nameOf, codes } = useSectors(lang);
  const columns: Column<Sector>[] = [
    { key: 'sector', title: words.sector, head: true, cell: nameOf },
    { key: 'county', title: words.county, cell: (sector) => <InCounty lang={lang} page={page} sector={sector} /> },
    { key: 'towns', title: words.towns, cell: (sector) => inTowns(sector, lang, page) },
    {
      key: 'edit',
      title: words.editShort,
      acts: true,
      cell: (sector) => (
        <Link className="govuk-link" to={`?sector=${sector}`} aria-label={words.edit(nameOf(sector))}>
          {words.editShort}
        </Link>
      ),
    },
  ];
  return <DataTable caption={words.title} columns={columns} rows={codes} rowKey={(sector) => sector} dense />;
}

function InCounty({ lang, page, sector }: Props & { sector: Sector }) {
  const standing = dutiesIn(page.rules, { sector, ...COUNTY_WIDE });
  if (standing.length === 0) return <Tag tone="attention">{dutiesWords[lang].matrix.nobody}</Tag>;
  return standingText(standing, lang, page);
}

/** Who stands in a place, and who is named there besides. */
function standingText([first, ...others]: readonly RoutingRule[], lang: Lang, page: DutyData): string {
  if (first === undefined) return '';
  const unit = unitNamed(first.unitId, lang, page);
  if (others.length === 0) return unit;
  const names = others.map(({ unitId }) => unitNamed(unitId, lang, page));
  return `${unit} ${dutiesWords[lang].matrix.overlap(formatList(names, lang))}`;
}

function inTowns(sector: Sector, lang: Lang, page: DutyData): string {
  const told = page.towns.flatMap(({ value: area, names }) => {
    const standing = dutiesIn(page.rules, { sector, ...COUNTY_WIDE, area });
    return standing.length > 0 ? [`${textIn(names, lang)}: ${standingText(standing, lang, page)}`] : [];
  });
  return told.length === 0 ? dutiesWords[lang].matrix.noTowns : formatList(told, lang);
}

export const unitNamed = (id: string, lang: Lang, { names }: Pick<DutyData, 'names'>): string =>
  textIn(names[id] ?? {}, lang) || id;

/** The units that stand in a place now, as a form's field holds them. */
export const nowStands = (label: string, value: string, lang: Lang, page: Pick<DutyData, 'names'>): string => {
  const names = value.split(' ').filter((id) => id !== '');
  return changedText(
    label,
    formatList(
      names.map((id) => unitNamed(id, lang, page)),
      lang,
    ),
    lang,
  );
};

/** Units to choose from; a closed one stays where it stands, so that saving does not change it. */
export function unitChoices(lang: Lang, page: Pick<DutyData, 'units' | 'names'>, present: string | undefined) {
  const choices = page.units.map(({ value, names }) => ({ value, label: textIn(names, lang) }));
  const isListed = present === undefined || present === '' || choices.some(({ value }) => value === present);
  return isListed ? choices : [...choices, { value: present, label: unitNamed(present, lang, page) }];
}
