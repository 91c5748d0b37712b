import type { Shape } from '~/words/define';
import type { followCashWords as zh } from '~/words/zh/follow/follow-cash';

export const followCashWords: Shape<typeof zh> = {
  stateReady: 'Your cash is ready for you',
  stateWaiting: 'Claimed: finance is preparing the payment',
  go: 'Go to the counter now',
  goHint:
    'Say only the code below at the counter, and count the cash there. You need not give your name or say what it is about.',
  goHintNamed:
    'The rule rewards named reporters only: bring an identity document, say the code below at the counter and count the cash there. You need not say what it is about.',
  wait: 'Do not go to the counter yet',
  waitHint:
    'Finance still puts payments together and a guardian releases them. When that is done, this will say “Go to the counter now”. Look again in a few days.',
  where: 'Where',
  when: 'When',
  whereUnknown: 'Finance has not said yet where and when. Before you go, ask by message on this page.',
  code: 'Cash code',
  codeHint: 'Tell it to nobody: whoever says these 8 digits at the counter gets the money.',
};
