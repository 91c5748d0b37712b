import type { Shape } from '~/words/define';
import type { higherWords as zh } from '~/words/zh/reward/higher';

export const higherWords: Shape<typeof zh> = {
  needed: (limit) =>
    `By the rule, the level above has to approve rewards of more than ${limit} once the unit’s lead agrees. The fund is charged only then.`,
  forward: (amount) => `Agree to ${amount} and send it to the level above`,
  title: 'Rewards for the level above',
  intro:
    'These amounts are more than the unit’s lead may approve; the lead has agreed. Whoever approves here does not see the case: where you need more, ask the unit for the filing form that the case page prints.',
  none: 'No reward waits for the level above.',
  unit: 'Unit',
  agreedOn: 'Agreed by the lead on',
  fund: (name, balance) => `${name}, balance ${balance}`,
  approve: (order, amount) => `Approve number ${order}, ${amount}`,
  send: (order) => `Send back number ${order}`,
  own: 'You proposed it or agreed to it; another person has to approve.',
};
