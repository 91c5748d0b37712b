/** Shown in place of a refusal while many send at once with scripts off. */
export const waitingWords = {
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
};
