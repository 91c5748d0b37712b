import { actForm, type Field, localized, typed } from './form';

const closed: Field<boolean> = (form) => form.text('closed') === 'yes';
/** Empty for a trade that is added. */
const code: Field<string | null> = (form) => form.text('sector') || null;

/** A trade of the county's list, as drafted. */
export const sectorForms = {
  save: actForm('sector.draft', { code, names: (form) => localized(form, 'name'), closed, shown: typed }),
};
