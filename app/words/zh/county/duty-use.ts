import type { RoutingReason } from '~/domain/report/routing';

/** Words about what a year of reports says of the rules of routing. */
export const dutyUseWords = {
  title: '一年来分得准不准',
  period: (first: string, last: string) =>
    `${first}至${last}收到的举报。件数按 5 件取整，不足 5 件的不列，本月不计：不让人从这里看出某一件举报。`,
  givenTitle: '常被转走的',
  givenText: '同一条规则分来的举报，五件里至少有一件转给了同一个单位：请核对主管单位是不是写错了，或者应当另立一条。',
  givenNone: '没有哪条规则分来的举报常被转走。',
  sector: '行业',
  rule: '分送依据',
  from: '先送到',
  to: '后转给',
  given: '转走',
  all: '共分来',
  about: (n: number) => `约 ${n} 件`,
  rules: {
    board: '公示牌',
    employer: '单位名录',
    regulates: '主管行业',
    does: '承担工作最多',
    nearest: '就近',
    misconductToDiscipline: '干部失职归纪检',
    concealedInCounty: '瞒报事故',
    deathsInCounty: '涉亡事故',
    accusedBypassed: '绕开被举报单位',
    standIn: '代为接收',
    intake: '没有规则，归受理组',
    upper: '归上一级',
  } satisfies Record<RoutingReason['rule'], string>,
  unusedTitle: '很少用到的规则',
  unusedText: '这些规则三个月前就是现在这样，一年里用到的举报不足 5 件：请核对是不是多余，或者被更细的规则盖过。',
  unusedYoung: '分工签署生效还不满三个月，暂不列出。',
  unusedNone: '没有：三个月前就有的规则都用到了 5 件以上。',
  show: (n: number) => `共 ${n} 条`,
  place: '范围',
  unit: '单位',
};
