/** Words beside staff forms that keep what was typed. */
export const draftWords = {
  back: '上次没有提交的内容已经放回，请看过再提交。',
  waiting: '上次没有提交的内容还在，已加密保存：解锁密钥后放回原处。',
};
