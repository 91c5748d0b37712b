import { actForm, typed, typedNumber } from './form';

const year = { year: typedNumber, text: typed, notice: typed, shown: typed };

/** Holidays of a year: what a notice is understood as, a change that is asked for, and a second person's answer. */
export const calendarForms = {
  check: actForm('calendar.ask', year),
  ask: actForm('calendar.ask', year),
  revert: actForm('calendar.ask', { year: typedNumber }),
  confirm: actForm('calendar.confirm', { request: typed, shown: typed }),
  refuse: actForm('calendar.refuse', { request: typed }),
};
