import type { Shape } from '~/words/define';
import type { filingWords as zh } from '~/words/zh/reward/filing';

export const filingWords: Shape<typeof zh> = {
  title: 'Filing form of a reward',
  number: (year, order) => `Filing number: ${year}-${order}`,
  unit: 'Verifying unit',
  matter: 'Kind of matter',
  amount: 'Reward',
  basis: 'Legal basis',
  state: 'State',
  proposedOn: 'Proposed on',
  signatures: ['Proposed by', 'Lead of the unit', 'Level above (approved or filed)', 'Day'],
  notFiled:
    'No filing form has been made. Once the amount is set, it is filed one level up: the form is made on this device, with number, amount, basis and computation, and names neither reporter nor employer.',
  filedOn: (day) => `The filing form was made on ${day}. It can be printed again.`,
  print: 'Print the filing form',
};
