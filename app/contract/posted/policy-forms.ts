import * as z from 'zod/mini';
import { POLICY_FORM_KINDS, type PolicyFormKind } from '~/domain/county/policy-fields';
import { type ActForm, actForm, file, json, one, type PostedForm, typed } from './form';

/** A county's next version of a rule; its figures are named by their place in the rule's data. */
const enter: ActForm<{ kind: PolicyFormKind; shown: string; figure: PostedForm['text'] }> = {
  may: 'policy.edit',
  read: (form) => ({
    kind: one(z.enum(POLICY_FORM_KINDS))(form, 'kind'),
    shown: form.text('shown'),
    figure: form.text,
  }),
};

/** A version that is asked for, and a second person's answer. */
export const policyForms = {
  enter,
  confirm: actForm('policy.confirm', { request: typed, shown: typed }),
  refuse: actForm('policy.refuse', { request: typed }),
};

/** Situations as the page showed them, which are checked once more. */
const items = z.array(
  z.strictObject({
    code: z.string(),
    sector: z.string(),
    text: z.string(),
    amountFen: z.string(),
    condition: z.nullable(z.string()),
    basis: z.nullable(z.string()),
  }),
);

/** A list of situations: first the file to be checked, then the list that was shown with its document. */
export const situationForms = {
  check: actForm('policy.edit', { file }),
  confirm: actForm('policy.edit', { items: json(items), effectiveFrom: typed, legalBasis: typed, checkedBy: typed }),
};
