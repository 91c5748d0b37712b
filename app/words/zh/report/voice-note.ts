export const voiceNoteWords = {
  title: '在本页录音（选填）',
  warning: '声音就是身份：熟悉您的人一听就能认出您。想匿名，请改用文字。',
  hint: '最长 10 分钟。录音只在本页，点“加入举报”之前不会发出。',
  start: '开始录音',
  stop: '停止录音',
  recording: '正在录音',
  listen: '听一遍您的录音',
  add: '加入举报',
  discard: '删除录音',
  denied: '用不了麦克风。请在浏览器里允许本网站使用麦克风，或改用文字。',
  again: '再试一次',
};
