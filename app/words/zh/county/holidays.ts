import type { NoticeProblem } from '~/domain/county/holiday-notice';
import type { DayRun } from '~/domain/county/holiday-table';

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
const run = ({ from, to }: DayRun): string => {
  if (from === to) return monthDay(from);
  return `${monthDay(from)}至${from.slice(0, 7) === to.slice(0, 7) ? `${Number(to.slice(8, 10))}日` : monthDay(to)}`;
};

/** Words of the page of holidays. */
export const holidaysWords = {
  title: '工作日历',
  lead: '办理期限按工作日计算，遇放假日顺延。各年的放假安排随程序更新；程序还没有的年份，或者本地另有规定，在这里录入，由另一个人同意以后生效。',
  years: '年份',
  yearTitle: (year: number) => `${year} 年放假安排`,
  source: '依据',
  fromProgram: '国务院办公厅通知（随程序提供）',
  fromCounty: (notice: string, day: string) => `${notice}（本县录入，${day} 生效）`,
  none: (year: number) =>
    `${year} 年放假安排尚未公布，只把周末算作放假。期限跨入 ${year} 年的，期限旁边写着“以公布后为准”。公布以后请更新程序，或者在下面录入。`,
  off: '放假',
  on: '上班',
  nothing: '没有',
  run,
  days: (from: string, to: string, count: number) =>
    count === 1 ? `${monthDay(from)}` : `${run({ from, to })}（${count} 天）`,
  /** How the table of a year stands in the form, so that it is read as what it is. */
  asNotice: (free: readonly DayRun[], working: readonly string[]) =>
    [...free.map((one) => `${run(one)}放假。`), ...working.map((day) => `${monthDay(day)}上班。`)].join('\n'),
  form: {
    title: (year: number) => `修改 ${year} 年放假安排`,
    text: '放假和上班的日子',
    textHint:
      '可以把通知全文粘贴进来，也可以一行写一句，例如“2月15日至23日放假。2月14日上班。”周末本来放假、工作日本来上班，不用写。',
    notice: '依据的文号',
    noticeHint: '例如：国办发明电〔2025〕7号',
    check: '核对',
    ask: '提交，请另一个人同意',
    revert: '改回程序提供的安排',
    revertHint: '本县录入的不再使用。同样要另一个人同意。',
  },
  checked: {
    title: '核对结果：理解为',
    weekday: (day: string, weekday: string) => `${day}（${weekday}）`,
    changes: '与现在相比',
    becomesOff: '改为放假',
    becomesOn: '改为上班',
    unchanged: '与现在的安排一样，没有可以提交的。',
    moves: '会变动的期限',
    moved: (from: string, to: string) => `${from} 改为 ${to}`,
    cases: (n: number) => `${n} 件办理中的案件`,
    claims: (n: number) => `${n} 笔奖励的领取期限（只会推后，不会提前）`,
    noMoves: '没有期限因此变动。',
    more: (n: number) => `还有 ${n} 种变动没有列出。`,
  },
  asked: {
    title: '等待同意的修改',
    by: '提出的人',
    notice: '文号',
    reverts: '改回程序提供的安排',
    own: '您提出的修改，要由另一个人同意。',
    confirm: '同意，立即生效',
    refuse: '不同意',
    takeBack: '收回',
    about: '放假安排的修改',
  },
  done: {
    asked: '已提交。另一个人同意以后生效。',
    confirmed: '已生效。受影响的期限已经重新计算。',
    refused: '没有采用，放假安排照旧。',
  },
  waits: '这一年已有一个修改在等待同意。请先请人决定，或者收回。',
  same: '与现在的安排一样，没有提交。',
  noticeMissing: '请填写依据的文号。',
  noticeLong: '文号太长。',
  problems: {
    unclear: (at: string) => `看不出是放假还是上班：“${at}”`,
    day: (at: string) => `没有这一天：“${at}”`,
    order: (at: string) => `后面的日子比前面的早：“${at}”`,
    long: (at: string) => `连续放假超过一个月：“${at}”`,
    otherYear: (at: string) => `不是这一年的：${at}`,
    both: (at: string) => `又放假又上班：${at}`,
    weekday: (at: string) => `本来就是工作日，不用写上班：${at}`,
    national: (at: string) => `没有写到元旦或者国庆节：${at} 应当放假`,
    empty: (_at: string) => '请写明放假和上班的日子，例如“2月15日至23日放假。”',
  } satisfies Record<NoticeProblem, (at: string) => string>,
};
