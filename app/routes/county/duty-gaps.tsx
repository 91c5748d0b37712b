import type { DutyGap } from '~/domain/county/duty-gaps';
import { textIn } from '~/domain/localized';
import type { DutyData } from '~/services/county/duty.server';
import { type Column, DataTable } from '~/ui/data-table';
import { useSectors } from '~/ui/sectors';
import { Tag } from '~/ui/tag';
import { dutiesWords } from '~/words/county/duties';
import { formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { unitNamed } from './duty-matrix';

type Props = { lang: Lang; page: DutyData };

/** Where the draft names nobody, somebody who cannot read, or several, and who handles it then. */
export function DutyGaps({ lang, page }: Props) {
  const words = dutiesWords[lang].gaps;
  const { nameOf } = useSectors(lang);
  if (page.gaps === null) return null;
  const columns: Column<DutyGap>[] = [
    { key: 'what', title: words.what, head: true, cell: (gap) => whatText(gap, lang, nameOf) },
    { key: 'where', title: words.where, cell: (gap) => whereText(gap, lang, page) },
    {
      key: 'kind',
      title: dutiesWords[lang].gaps.title,
      cell: ({ kind }) => <Tag tone={kind === 'cannotTake' ? 'bad' : 'attention'}>{words.kinds[kind]}</Tag>,
    },
    { key: 'who', title: words.who, cell: (gap) => whoText(gap, lang, page) },
  ];
  return (
    <section aria-labelledby="gaps" data-gaps={page.gaps.length}>
      <h2 className="govuk-heading-m" id="gaps">
        {words.title}
      </h2>
      {page.gaps.length > 0 && <p className="govuk-body">{words.text}</p>}
      <DataTable
        caption={words.title}
        captionHidden
        columns={columns}
        rows={page.gaps}
        rowKey={(gap) => JSON.stringify(gap)}
        empty={<p className="govuk-body">{words.none}</p>}
        dense
      />
    </section>
  );
}

function whatText({ of, matters }: DutyGap, lang: Lang, nameOf: (code: string) => string): string {
  const words = dutiesWords[lang].gaps;
  const matterNames = vocabularyWords[lang].matters;
  const names = of.map((one) => (one === 'accidents' || one === 'misconduct' ? words[one] : nameOf(one)));
  const told = formatList(names, lang);
  if (matters === 'all') return told;
  const apart = matters.map((one) => matterNames[one]);
  return words.only(told, formatList(apart, lang));
}

function whereText({ towns }: DutyGap, lang: Lang, page: DutyData): string {
  const words = dutiesWords[lang].gaps;
  if (towns === 'all') return words.everywhere;
  const named = towns.filter((town) => town !== null);
  if (named.length > 0 && named.length === page.towns.length) return words.townsOnly;
  const names = named.map((code) => textIn(page.towns.find(({ value }) => value === code)?.names ?? {}, lang) || code);
  return formatList([...names, ...(towns.includes(null) ? [words.noTown] : [])], lang);
}

function whoText({ kind, of, named, goesTo, rule }: DutyGap, lang: Lang, page: DutyData): string {
  const words = dutiesWords[lang].gaps;
  const unit = goesTo === null ? '' : unitNamed(goesTo, lang, page);
  const names = named.map((id) => unitNamed(id, lang, page));
  if (kind === 'cannotTake') return words.cannotTake(names[0] ?? '', unit);
  if (kind === 'several') return words.several(formatList(names, lang), names[0] ?? '');
  if (of.includes('accidents')) return words.nobodyThen.accidents;
  return rule === 'nearest' ? words.nobodyThen.nearest : words.nobodyThen.other(unit);
}
