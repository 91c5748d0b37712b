/** Words of the page of cases that go on to another unit. */
export const handoverWords = {
  title: '待移交案件',
  waiting: (n: number) => `有 ${n} 件案件应当移交给别的单位`,
  lead: '代收的案件，在应办单位能接收以后交给它；单位撤并的，案件交给接续单位。要在本机打开案件，为对方重新加密，服务器做不到。',
  none: '没有要移交的案件。',
  to: (name: string, n: number) => `${name}：${n} 件`,
  why: '按现行的单位和分工移交。',
  start: (n: number) => `移交 ${n} 件`,
  working: '正在移交……',
  progress: (done: number, all: number) => `已移交 ${done} 件，共 ${all} 件`,
  done: (n: number) => `已移交 ${n} 件。`,
  left: (n: number) => `${n} 件没有移交：由同事经办，或者打不开。请经办人来移交。`,
  stopped: '中断了。已移交的不受影响，请再按一次接着移交。',
  barred: '下面的案件涉及应接收的单位、本单位（包括由本单位接续的单位）或者其上级，请打开案件，另选单位移交：',
  case: (order: number) => `第 ${order} 号案件`,
  finished: (n: number) => `另有 ${n} 件已有核查结论，由本单位的人办结，账号办结以后再停用。`,
  locked: '请先打开您的密钥。',
};
