import { POLICY_FIELDS, POLICY_FORM_KINDS, type PolicyField } from '~/domain/county/policy-fields';
import type { Payer, Tier } from '~/domain/county/reward-policy';
import type { Situation } from '~/domain/county/situation-list';
import type { Rounding } from '~/domain/money';
import { Details } from '~/ui/details';
import { SituationTable } from '~/ui/reward/situation-table';
import { SummaryList } from '~/ui/summary-list';
import { policyWords } from '~/words/county/policy';
import { situationWords } from '~/words/county/situations';
import type { Lang } from '~/words/language';

type Props = {
  policy: {
    kind: string;
    county: boolean;
    /** Figures that no law names. */
    local: readonly string[];
    /** Figures that the text in force does not give. */
    unchecked: readonly string[];
    figures: Record<string, string> | null;
    situations: readonly Situation[] | null;
  };
  lang: Lang;
};

/** What a policy says, folded away; for kinds without a form, a note that they come with the program. */
export function PolicyFigures({ policy: { kind, county, local, unchecked, figures, situations }, lang }: Props) {
  const words = policyWords[lang];
  if (situations)
    return (
      <Details summary={situationWords[lang].listShort(situations.length)}>
        <SituationTable lang={lang} items={situations} />
      </Details>
    );
  const form = POLICY_FORM_KINDS.find((one) => one === kind);
  if (!form || !figures) return <span className="govuk-hint">{words.fixed}</span>;
  const shown = ({ name, input }: PolicyField): string => {
    const text = figures[name] ?? '';
    if (input === 'tier') return words.tiers[text as Tier] ?? words.nearest;
    if (text === '') return county && form === 'reward' ? words.asWider : words.none;
    if (input === 'yesNo') return text === 'yes' ? words.yes : words.no;
    if (input === 'payer') return words.payers[text as Payer] ?? text;
    if (input === 'rounding') return words.roundings[text as Rounding] ?? text;
    if (input === 'percent') return `${text} %`;
    return input === 'yuan' ? `${text} ${words.yuan}` : text;
  };
  const isLocal = (name: string) => local.some((one) => name === one || name.startsWith(`${one}.`));
  const marked = (field: PolicyField): string => {
    if (!county && isLocal(field.name)) return words.localLimit(shown(field));
    return unchecked.includes(field.name) ? words.uncheckedLimit(shown(field)) : shown(field);
  };
  const rows = POLICY_FIELDS[form].map((field) => ({
    key: words.fields[field.name] ?? field.name,
    value: marked(field),
  }));
  return (
    <Details summary={words.figures}>
      <SummaryList rows={rows} plain />
    </Details>
  );
}
