import { defineWords } from '~/words/language';

/** Shown in place of a refusal while many send at once with scripts off. */
export const waitingWords = defineWords(
  {
    title: '前面有人在排队，请等一等',
    kept: '您写的内容都还在本页，没有丢，也还没有发出去。',
    steps: [
      '请不要关掉本页。上面方框里的数字会自己变，不用刷新。',
      '方框里出现“轮到您了”，请按下面的“继续”。',
      '早按了也不要紧，不会排到后面去。',
    ],
    noFrame: '看不到方框，或方框里的数字一直不变的，请每隔 15 秒按一次“继续”。',
    frame: '排队情况',
    ahead: (count: number, wait: string) => `前面还有 ${count} 人，大约还要等${wait}。`,
    seconds: (count: number) => ` ${count} 秒`,
    minutes: (count: number) => ` ${count} 分钟`,
    next: '马上就轮到您了，请再等几秒。',
    turn: '轮到您了！请在一分钟内按下面的“继续”。',
    files: '照片和文件没有保留，请重新选一次',
    proceed: '继续',
  },
  {
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
  },
);
