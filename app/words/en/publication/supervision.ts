import type { Shape } from '~/words/define';
import type { supervisionWords as zh } from '~/words/zh/publication/supervision';

export const supervisionWords: Shape<typeof zh> = {
  publicTitle: 'Major hazards under public supervision',
  publicLead: 'Published from supervision orders. Nothing here is connected with any report.',
  publicEmpty: 'No major hazard is under public supervision now.',
  title: 'Public supervision',
  lead: 'Register major hazards that the public shall see under supervision. What is registered is connected with no case and no entry of the ledger; it comes into the list tonight, and a publisher publishes it.',
  registerTitle: 'Register a supervised hazard',
  register: 'Register',
  registered: 'Registered. It comes into the list tonight, with others of today.',
  listTitle: 'Waiting and published',
  none: 'None.',
  columns: {
    orderNumber: 'Order number',
    supervisor: 'Supervised by',
    employer: 'Employer',
    hazard: 'Hazard',
    dueOn: 'Limit',
  },
  unit: 'Department',
  state: 'State',
  states: { registered: 'Waiting', published: 'Being put right', ended: 'Struck off' },
  acts: { publish: 'Publish', end: 'Show as struck off', withdraw: 'Take off' },
  done: 'Done.',
  act: 'Act',
  taken: 'This order is registered already',
  errors: {
    orderNumber: 'Enter the number of the order',
    supervisor: 'Enter who supervises',
    employer: 'Enter the employer',
    hazard: 'Describe the hazard',
    dueOn: 'Write a day like 2026-12-31',
  },
};
