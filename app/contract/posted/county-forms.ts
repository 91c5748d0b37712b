import { actForm, localized, type PostedForm, typed } from './form';

/** The county's own names and hotline: a change that is asked for, and a second person's answer. */
export const countyForms = {
  ask: actForm('county.ask', {
    names: (form: PostedForm) => localized(form, 'name'),
    hotline: typed,
    fromDay: typed,
    shown: typed,
  }),
  confirm: actForm('county.confirm', { request: typed, shown: typed }),
  refuse: actForm('county.refuse', { request: typed }),
};
