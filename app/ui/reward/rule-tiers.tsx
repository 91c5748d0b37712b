import type { Ruled } from '~/domain/county/reward-policy';
import type { RuleSource } from '~/domain/county/reward-tiers';
import { type Localized, textIn } from '~/domain/localized';
import { BulletList } from '~/ui/bullet-list';
import { DataTable } from '~/ui/data-table';
import { Select } from '~/ui/select';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { policyWords } from '~/words/county/policy';
import { type Lang, labelled } from '~/words/language';
import { calculatorWords } from '~/words/reward/calculator';

export type DepartmentRules = readonly { code: string; names: Localized; legalBasis: string }[];
type Props = { lang: Lang; tiers: readonly { part: Ruled; sources: RuleSource[] }[]; departments: DepartmentRules };

/** Which tier rules which part of a reward, by which document, and whether that was checked. */
export function RuleTiers({ lang, tiers, departments }: Props) {
  const words = calculatorWords[lang];
  const names = policyWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m">{words.tiersTitle}</h2>
      <DataTable
        caption={words.tiersTitle}
        captionHidden
        columns={[
          { key: 'part', title: words.part, head: true, cell: ({ part }) => names.parts[part] },
          {
            key: 'by',
            title: words.document,
            cell: ({ sources }) =>
              sources.map((one) => (
                <span key={one.policyId}>
                  {labelled(names.tiers[one.tier], lang)}
                  <SiteLanguage>{`${one.legalBasis}${one.clause ?? ''}`}</SiteLanguage>{' '}
                  {!one.checked && <Tag tone="attention">{names.notChecked}</Tag>}
                  <br />
                </span>
              )),
          },
        ]}
        rows={tiers}
        rowKey={({ part }) => part}
      />
      {departments.length > 0 && (
        <>
          <p className="govuk-body">{words.departmentsLead}</p>
          <BulletList
            items={departments.map(({ names: of, legalBasis }) => `${labelled(textIn(of, lang), lang)}${legalBasis}`)}
          />
        </>
      )}
    </>
  );
}

/** Asked only where some department has a rule of its own. */
export function DepartmentField({ lang, departments, unit }: Omit<Props, 'tiers'> & { unit: string | undefined }) {
  const words = calculatorWords[lang];
  if (departments.length === 0) return null;
  const choices = departments.map(({ code, names }) => ({ value: code, label: textIn(names, lang) }));
  return <Select name="unit" label={words.unit} choices={choices} placeholder={words.noUnit} defaultValue={unit} />;
}
