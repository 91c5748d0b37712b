import { CASE_ACT_NAMES, type CaseActName } from '~/domain/acts/case-acts';
import { type CaseInput, readCaseInput } from './case-act';
import { type ActForm, actForm, several, typed } from './form';

/** What the case page's form posts, with the mark under which it is posted again when an answer got lost. */
type CaseForms = { readonly [A in CaseActName]: ActForm<{ input: CaseInput<A>; once: string }> };

/** Acts on a case's page, each form as the act's row says. */
export const caseForms = Object.fromEntries(CASE_ACT_NAMES.map((act) => [act, caseForm(act)])) as CaseForms;

function caseForm<A extends CaseActName>(act: A): ActForm<{ input: CaseInput<A>; once: string }> {
  return {
    may: `case.${act}`,
    read: (form) => ({ input: readCaseInput(act, form.text), once: form.text('once') }),
  };
}

/** Several cases of the queue assigned to one officer. */
export const queueForms = { assign: actForm('case.assign', { case: several, officer: typed }) };

export const deletionForm = actForm('deletion.ask', { reason: typed });

/** A guardian's answer to a request for deletion. */
export const deletionForms = {
  confirm: actForm('deletion.confirm', { request: typed, shown: typed }),
  refuse: actForm('deletion.refuse', { request: typed }),
};
