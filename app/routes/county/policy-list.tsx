import { textIn } from '~/domain/localized';
import type { AskedUnits } from '~/services/county/policy-standing.server';
import { PolicyFigures } from '~/ui/county/policy-figures';
import { type Column, DataTable } from '~/ui/data-table';
import { Tag } from '~/ui/tag';
import { policyWords } from '~/words/county/policy';
import { formatDate, type Lang, parenthesised } from '~/words/language';
import type { PolicyRow } from './policy-row';

type Listed = PolicyRow & { inForce: boolean };
type Props = { lang: Lang; rows: readonly Listed[]; units: AskedUnits };

/** The rules in force and those to come, each with its tier, its document and whether it was checked. */
export function PolicyList({ lang, rows, units }: Props) {
  const words = policyWords[lang];
  const columns: Column<Listed>[] = [
    { key: 'kind', title: words.kind, head: true, short: true, cell: (one) => words.kinds[one.kind] },
    { key: 'from', title: words.from, short: true, cell: (one) => originText(one, units, lang) },
    {
      key: 'since',
      title: words.since,
      short: true,
      cell: (one) => {
        const day = formatDate(one.effectiveFrom, lang);
        return one.inForce ? day : <Tag tone="progress">{words.later(day)}</Tag>;
      },
    },
    { key: 'basis', title: words.basis, cell: (one) => one.legalBasis },
    {
      key: 'checked',
      title: words.checkedTitle,
      short: true,
      cell: (one) =>
        one.checkedBy === null ? <Tag tone="attention">{words.notChecked}</Tag> : words.checked(one.checkedBy),
    },
    { key: 'figures', title: words.figures, cell: (one) => <PolicyFigures policy={one} lang={lang} /> },
  ];
  return <DataTable caption={words.listTitle} columns={columns} rows={rows} rowKey={(one) => one.id} />;
}

/** Whose rule it is: a reward rule names its tier, and a department's the department. */
export function originText({ origin, tier, unit }: PolicyRow, units: AskedUnits, lang: Lang): string {
  const words = policyWords[lang];
  if (tier === null || origin !== 'county') return words.origins[origin];
  const of = units.find(({ code }) => code === unit);
  return unit === null ? words.tiers[tier] : parenthesised(words.tiers[tier], of ? textIn(of.names, lang) : unit, lang);
}
