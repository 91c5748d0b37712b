import { isProductDefault, type PolicyData, parsePolicyOf, productFigures } from '~/domain/county/policy';
import { POLICY_FORM_KINDS, type PolicyFormKind } from '~/domain/county/policy-fields';
import { policyAnswers, templateAnswers } from '~/domain/county/policy-form';
import { type Tier, tierOf } from '~/domain/county/reward-policy';

export const formKindOf = (text: string | null): PolicyFormKind | null =>
  POLICY_FORM_KINDS.find((one) => one === text) ?? null;

/** A policy as the page lists it, with its figures as its form writes them. */
export function policyRow(one: PolicyData, county: boolean) {
  const { id, kind, jurisdiction, effectiveFrom, legalBasis, checkedBy } = one;
  const form = formKindOf(kind);
  const origin: 'county' | 'product' | 'national' = county ? 'county' : isProductDefault(one) ? 'product' : 'national';
  const figures = form && policyAnswers(form, one);
  const tier = one.kind === 'reward' ? tierOf({ tier: one.tier ?? null, jurisdiction }) : null;
  const unit = one.kind === 'reward' ? (one.unit ?? null) : null;
  const local = productFigures(one);
  const situations = one.kind === 'situations' ? parsePolicyOf('situations', one).items : null;
  const unchecked = ('uncheckedLimits' in one && one.uncheckedLimits) || [];
  return {
    id,
    kind,
    jurisdiction,
    effectiveFrom,
    legalBasis,
    checkedBy,
    county,
    origin,
    local,
    unchecked,
    figures,
    situations,
    tier,
    unit,
  };
}

/** A rule of another place, which the reward form can begin with. */
export function templateRow(one: PolicyData) {
  const tier: Tier = one.kind === 'reward' ? (one.tier ?? 'county') : 'province';
  const { id, jurisdiction, effectiveFrom, legalBasis } = one;
  return {
    id,
    jurisdiction,
    tier,
    effectiveFrom,
    legalBasis,
    figures: templateAnswers(one),
    kind: 'reward',
    county: true,
    local: [],
    unchecked: [],
    situations: null,
  };
}

export type PolicyRow = ReturnType<typeof policyRow>;
export type TemplateRow = ReturnType<typeof templateRow>;
