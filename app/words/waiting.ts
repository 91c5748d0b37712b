import { defineWords } from './language';

/** Shown in place of a refusal while many send at once with scripts off. */
export const waitingWords = defineWords(
  {
    title: '前面有人在排队',
    kept: '现在同时发送的人很多。您写的都还在本页，没有丢失，也还没有发出。请不要关闭本页。',
    place: '您的位置从打开表格时算起，按“继续”不会往后排。',
    frame: '排队情况',
    ahead: (count: number, wait: string) => `前面还有 ${count} 人，大约${wait}。`,
    seconds: (count: number) => ` ${count} 秒`,
    minutes: (count: number) => ` ${count} 分钟`,
    turn: '轮到您了，请按“继续”。',
    files: '文件没有保留，请重新选择',
    proceed: '继续',
  },
  {
    title: 'Others are before you',
    kept: 'Many people are sending at once. What you wrote is still on this page; it is not lost, and not sent yet. Keep this page open.',
    place: 'Your place counts from when you opened the form: choosing “Continue” does not put you back.',
    frame: 'Your place',
    ahead: (count: number, wait: string) =>
      `${count} ${count === 1 ? 'person is' : 'people are'} before you, about${wait}.`,
    seconds: (count: number) => ` ${count} seconds`,
    minutes: (count: number) => ` ${count} minutes`,
    turn: 'It is your turn: choose “Continue”.',
    files: 'Files were not kept: choose them again',
    proceed: 'Continue',
  },
);
