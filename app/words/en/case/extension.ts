import type { Shape } from '~/words/define';
import type { extensionWords as zh } from '~/words/zh/case/extension';

export const extensionWords: Shape<typeof zh> = {
  key: 'Extension',
  times: (count) => (count === 1 ? 'Extended once' : `Extended ${count} times`),
  asked: 'Asked for; waits for the lead',
  until: (day) => `If approved, verification ends on ${day}.`,
  rule: 'Notice 应急〔2023〕106号: complex cases may be extended with the approval of the person in charge one level above, and the reporter is told the reason.',
  askedFor: 'Why the officer asks for more time',
  lost: 'The reason does not open. Ask the officer first.',
  extensionsUsed: 'Not done: the rule in force allows no further extension.',
  limitEnded:
    'Not done: the limit for verification is over, so it cannot be extended. Finish soon; that it is late stays on record.',
};
