import type { Shape } from '~/words/define';
import type { logWords as zh } from '~/words/zh/log/log';

export const logWords: Shape<typeof zh> = {
  title: 'Log',
  lead: 'Every act and every look has a line. No line holds content of a report.',
  chained: (count: number) => `${count} lines chained`,
  tail: (count: number) => `${count} lines not yet chained`,
  ok: 'The chain is whole.',
  broken: (at: number) => `The chain is broken at line ${at}. Tell a guardian at once.`,
  sequence: 'Number',
  day: 'Day',
  act: 'Act',
  entry: 'Entry',
  empty: 'No entries yet.',
};
