import type { Shape } from '~/words/define';
import type { releaseWords as zh } from '~/words/zh/publication/release';

export const releaseWords: Shape<typeof zh> = {
  title: 'Monthly statistics',
  lead: 'Release a month once it is over and its last acts are entered. What is released is never changed. Computing takes seconds to minutes; then it stands on the public page of statistics.',
  dueTitle: 'Months that wait for their release',
  noneDue: 'No month waits. Come back once this one is over.',
  month: 'Month',
  publish: 'Release this month’s statistics',
  failed:
    'The last try did not succeed, and nothing was published. Try again; if it fails once more, tell the administrator.',
  underWay: 'Being computed. Reload this page in a while.',
  asked: (month) =>
    `The statistics of ${month} are being computed; they are published as soon as that is done. Reload this page in a while.`,
  madeTitle: 'Released',
  noneMade: 'Nothing was released yet.',
  madeOn: 'Released on',
  excepted: 'Hidden numbers of before that can now be narrowed down',
  see: 'See the public statistics',
  notOver: 'Nothing was released: this month is not over, or there is nothing to count.',
};
