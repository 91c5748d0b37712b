import type { Shape } from '~/words/define';
import type { noticeWords as zh } from '~/words/zh/reward/notices';

export const noticeWords: Shape<typeof zh> = {
  title: 'Public notices of rewards',
  lead: 'Some reporters left no way to reach them, or could not be reached. Here stand numbers and days alone: no person, employer, case or amount.',
  caption: 'Notices that run',
  number: 'Reward number',
  noticedOn: 'Notice given on',
  until: 'Claim by',
  none: 'There is no notice now.',
  howTitle: 'Is one of them yours?',
  how: [
    'If you reported something, open your own page with your receipt code: where a reward waits for you, its number, its amount and how to claim it stand there.',
    'The days to claim count from the notice, or from the day on which you saw it on your page, whichever came first.',
    'If you cannot claim in time for cause, write to the department: it can be extended once.',
    'Do not look on somebody else’s device or on your employer’s network. Nobody will call and ask for your receipt code.',
  ],
  toFollow: 'Look with the receipt code',
  link: 'Public notices: reporters who could not be reached',
};
