import * as z from 'zod/mini';
import { POLICY_FORM_KINDS, type PolicyFormKind } from '~/domain/county/policy-fields';
import { type ActForm, actForm, one, type PostedForm, typed } from './form';

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
