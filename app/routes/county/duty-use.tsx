import type { GivenOn } from '~/domain/county/routing-use';
import type { RoutingRule } from '~/domain/report/routing';
import type { DutyData } from '~/services/county/duty.server';
import { type Column, DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { useSectors } from '~/ui/sectors';
import { dutyUseWords } from '~/words/county/duty-use';
import { formatMonth, type Lang } from '~/words/language';
import { unitNamed } from './duty-matrix';
import { placeOf } from './duty-others';

type Props = { lang: Lang; page: DutyData };

/** What a year of reports says of the rules: those that may name the wrong unit, and those that are hardly used. */
export function DutyUse({ lang, page }: Props) {
  const words = dutyUseWords[lang];
  const { nameOf } = useSectors(lang);
  const { first, last, givenOn, unused } = page.use;
  const columns: Column<GivenOn>[] = [
    { key: 'sector', title: words.sector, head: true, cell: ({ sector }) => nameOf(sector) },
    { key: 'rule', title: words.rule, cell: ({ rule }) => words.rules[rule] },
    { key: 'from', title: words.from, cell: ({ from }) => unitNamed(from, lang, page) },
    { key: 'to', title: words.to, cell: ({ to }) => unitNamed(to, lang, page) },
    { key: 'given', title: words.given, numeric: true, cell: ({ given }) => words.about(given) },
    { key: 'all', title: words.all, numeric: true, cell: ({ all }) => words.about(all) },
  ];
  return (
    <section aria-labelledby="use" data-given-on={givenOn.length}>
      <h2 className="govuk-heading-m" id="use">
        {words.title}
      </h2>
      <p className="govuk-body">{words.period(formatMonth(first, lang), formatMonth(last, lang))}</p>
      <h3 className="govuk-heading-s">{words.givenTitle}</h3>
      {givenOn.length > 0 && <p className="govuk-body">{words.givenText}</p>}
      <DataTable
        caption={words.givenTitle}
        captionHidden
        columns={columns}
        rows={givenOn}
        rowKey={(line) => JSON.stringify(line)}
        empty={<p className="govuk-body">{words.givenNone}</p>}
        dense
      />
      <h3 className="govuk-heading-s">{words.unusedTitle}</h3>
      {unused === null ? (
        <p className="govuk-body">{words.unusedYoung}</p>
      ) : unused.length === 0 ? (
        <p className="govuk-body">{words.unusedNone}</p>
      ) : (
        <>
          <p className="govuk-body">{words.unusedText}</p>
          <Unused lang={lang} page={page} rules={unused} />
        </>
      )}
    </section>
  );
}

function Unused({ lang, page, rules }: Props & { rules: RoutingRule[] }) {
  const words = dutyUseWords[lang];
  return (
    <Details summary={words.show(rules.length)}>
      <DataTable
        caption={words.unusedTitle}
        captionHidden
        columns={[
          { key: 'place', title: words.place, head: true, cell: (rule) => placeOf(rule, lang, page) },
          { key: 'unit', title: words.unit, cell: ({ unitId }) => unitNamed(unitId, lang, page) },
        ]}
        rows={rules}
        rowKey={({ id }) => id}
        dense
      />
    </Details>
  );
}
