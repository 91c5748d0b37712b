import { actForm, type Field, typed } from './form';

/** What decides where a report goes, as it is typed for a made-up one. */
const fields = {
  matter: typed,
  sector: typed,
  area: typed,
  site: typed,
  employer: typed,
  deaths: typed,
  accused: typed,
};

export type TriedField = keyof typeof fields;
export type TypedTry = { [F in TriedField]: ReturnType<Field<string>> };

/** Nothing is written. It is posted all the same, because what is typed may be a true case's, and addresses are kept by browsers and proxies. */
export const dutyTrialForms = { try: actForm('duty.set', fields), preview: actForm('duty.set', fields) };
