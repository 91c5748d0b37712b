import { Form, Link } from '@remix-run/react';
import { POLICY_FORM_KINDS } from '~/domain/county/policy-fields';
import { TIERS } from '~/domain/county/reward-policy';
import { textIn } from '~/domain/localized';
import type { AskedUnits } from '~/services/county/policy-standing.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { PolicyFigures } from '~/ui/county/policy-figures';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { Select } from '~/ui/select';
import { SiteLanguage } from '~/ui/site-language';
import { policyWords } from '~/words/county/policy';
import { situationWords } from '~/words/county/situations';
import type { Lang } from '~/words/language';
import type { TemplateRow } from './policy-row';

type Props = { lang: Lang; units: AskedUnits; templates: readonly TemplateRow[]; unitMissing: boolean };

const OWN_TIERS = TIERS.filter((tier) => tier !== 'nation');

/** Where an administrator chooses of what, of which tier, and from which template the next version is. */
export function PolicyBegin({ lang, units, templates, unitMissing }: Props) {
  const words = policyWords[lang];
  const choices = units.map(({ code, names }) => ({ value: code, label: textIn(names, lang) }));
  return (
    <>
      <h2 className="govuk-heading-m">{words.enterTitle}</h2>
      <p className="govuk-body">{words.chooseLead}</p>
      <ul className="govuk-list govuk-list--bullet">
        {POLICY_FORM_KINDS.map((kind) => (
          <li key={kind}>
            <Link className="govuk-link" to={`?kind=${kind}`} preventScrollReset>
              {words.kinds[kind]}
            </Link>
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/policies/situations`}>
          {situationWords[lang].link}
        </Link>
      </p>
      <Details summary={words.begin.title} open={unitMissing}>
        <Form method="get" preventScrollReset>
          <input type="hidden" name="kind" value="reward" />
          <Select
            name="tier"
            label={words.begin.tier}
            choices={choicesFrom(OWN_TIERS, words.tiers)}
            placeholder={false}
            defaultValue="county"
          />
          <Select
            name="unit"
            label={words.begin.unit}
            hint={words.begin.unitHint}
            choices={choices}
            error={unitMissing ? words.begin.unitMissing : undefined}
          />
          <Select
            name="template"
            label={words.begin.template}
            hint={words.begin.templateHint}
            choices={templates.map(({ id, jurisdiction, legalBasis }) => ({
              value: id,
              label: `${words.places[jurisdiction] ?? jurisdiction} · ${legalBasis}`,
            }))}
            placeholder={words.begin.noTemplate}
          />
          <Button variant="secondary">{words.begin.submit}</Button>
        </Form>
      </Details>
      <Details summary={words.begin.templates}>
        <p className="govuk-body">{words.begin.templatesLead}</p>
        <DataTable
          caption={words.begin.templates}
          captionHidden
          columns={[
            { key: 'place', title: words.from, head: true, cell: (one) => words.places[one.jurisdiction] },
            { key: 'basis', title: words.basis, cell: (one) => <SiteLanguage>{one.legalBasis}</SiteLanguage> },
            { key: 'figures', title: words.figures, cell: (one) => <PolicyFigures policy={one} lang={lang} /> },
          ]}
          rows={templates}
          rowKey={({ id }) => id}
        />
      </Details>
    </>
  );
}
