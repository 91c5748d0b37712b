import { HOLDERS, MAX_OTHERS } from '~/domain/county/superior-entry';
import { actForm, type Field, localized, typed } from './form';

const places = (count: number) => Array.from({ length: count }, (_, at) => at);

const holders: Field<{ post: string; recipient: string }[]> = (form) =>
  places(HOLDERS).map((at) => ({ post: form.text(`post${at}`), recipient: form.text(`recipient${at}`) }));

const others: Field<{ names: ReturnType<typeof localized>; phone: string }[]> = (form) =>
  places(MAX_OTHERS).map((at) => ({ names: localized(form, `other${at}`), phone: form.text(`otherPhone${at}`) }));

/** The level above: its entry for the next signed list, that there shall be none, and taking the draft back. */
export const superiorForms = {
  save: actForm('superior.draft', {
    shown: typed,
    names: (form: Parameters<typeof localized>[0]) => localized(form, 'name'),
    address: localized,
    phone: typed,
    mail: typed,
    holders,
    others,
    fromDay: typed,
  }),
  drop: actForm('superior.draft', { shown: typed }),
  takeBack: actForm('superior.takeBack', {}),
};
