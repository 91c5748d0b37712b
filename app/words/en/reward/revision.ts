import type { Shape } from '~/words/define';
import type { revisionWords as zh } from '~/words/zh/reward/revision';

export const revisionWords: Shape<typeof zh> = {
  title: 'The penalty changed: compute the reward again',
  hint: {
    replaces:
      'Where a review or a court changed the penalty, the reward is computed again by the facts of today. Nobody has claimed it yet: once approved, the new amount takes the place of the old one, and the days to claim begin anew.',
    adds: 'Where a review or a court changed the penalty, the reward is computed again by the facts of today. It was paid: more is paid on top; less is not asked back from the reporter.',
  },
  before: (amount) => `Granted until now: ${amount}.`,
  unreadable: 'The earlier steps cannot be opened, so nothing can be computed again.',
  none: {
    unchanged: 'It comes to the same amount; nothing has to be done.',
    notLower: 'It comes to less than was granted. By the rule the reward stays as it is; nothing has to be done.',
  },
};
