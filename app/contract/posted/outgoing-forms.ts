import { actForm, typed } from './form';

/** What is recorded of sealed files for the level above. */
export const outgoingForms = { sent: actForm('superiorReport.send', { number: typed, sentOn: typed, way: typed }) };
