import { actForm, several, typed, typedNumber } from './form';

const line = {
  shown: typed,
  event: typed,
  unitId: typed,
  role: typed,
  days: several,
  from: typed,
  to: typed,
  rank: typed,
  mail: typed,
  target: typed,
  fromDay: typed,
};

/** The duty roster: a second person's answer to a change, and test messages along one entry's ways or all. */
export const rosterForms = {
  confirm: actForm('roster.confirm', { request: typed, shown: typed }),
  refuse: actForm('roster.refuse', { request: typed }),
  test: actForm('roster.test', { entry: typed }),
};

/** One entry of it that is added, changed or ended; a second person confirms each. */
export const rosterEntryForms = {
  save: actForm('roster.ask', line),
  end: actForm('roster.ask', { shown: typed, endDay: typed }),
};

/** Somebody looks after an alert, or tells the number of a test message. */
export const alertForms = {
  acknowledge: actForm('alert.acknowledge', { caseId: typed }),
  answer: actForm('alert.answerTest', { number: typedNumber }),
};
