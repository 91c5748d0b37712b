import { actForm, localized, typed } from './form';

const entry = {
  shown: typed,
  kind: typed,
  code: typed,
  names: (form: Parameters<typeof localized>[0]) => localized(form, 'name'),
  parentUnitId: typed,
  areaCode: typed,
  phone: typed,
  address: localized,
  hours: localized,
  fromDay: typed,
};

/** A unit that is added to the draft. */
export const newUnitForms = { save: actForm('unit.draft', entry) };

/** A unit's entry, the end of a unit with a successor or without one, and taking back what was drafted. */
export const unitForms = {
  ...newUnitForms,
  end: actForm(['unit.merge', 'unit.close'], { shown: typed, successorId: typed, endDay: typed }),
  takeBack: actForm('unit.takeBack', {}),
};
