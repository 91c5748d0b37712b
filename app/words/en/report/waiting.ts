import type { Shape } from '~/words/define';
import type { waitingWords as zh } from '~/words/zh/report/waiting';

export const waitingWords: Shape<typeof zh> = {
  title: 'Others are before you: please wait',
  kept: 'Everything you wrote is still on this page. Nothing is lost, and nothing has been sent yet.',
  steps: [
    'Keep this page open. The number in the box changes by itself: you need not load the page again.',
    'When the box says that it is your turn, choose “Continue” below.',
    'Choosing it too early does no harm: you keep your place.',
  ],
  noFrame: 'If you see no box, or its number never changes, choose “Continue” every 15 seconds.',
  frame: 'Your place',
  ahead: (count: number, wait: string) =>
    `${count} ${count === 1 ? 'person is' : 'people are'} before you: about${wait} to wait.`,
  seconds: (count: number) => ` ${count} seconds`,
  minutes: (count: number) => ` ${count} minutes`,
  next: 'It is almost your turn: a few seconds more.',
  turn: 'It is your turn: choose “Continue” below within a minute.',
  files: 'Photos and files were not kept: choose them again',
  proceed: 'Continue',
};
