import type { AccidentField } from '~/domain/report/accident-entry';
import type { AccidentSanction } from '~/domain/report/accident-sanction';

/** What is entered and shown of an accident with the verdict on its concealment. */
export const accidentWords = {
  title: '查实的事故情况',
  hint: '结论为不属实的，不用填。密封在核查情况里，计算奖励时带出。',
  fields: {
    accidentDeaths: '死亡人数（合计）',
    accidentConcealed: '其中瞒报、谎报的死亡人数',
    accidentInjuries: '重伤人数',
    accidentLoss: '直接经济损失（元）',
    accidentGrade: '事故等级',
  } satisfies Record<AccidentField, string>,
  lossHint: '例如 1200000 或 120万元；没有填 0。',
  gradeHint: '国务院令第493号第三条：死亡、重伤、直接经济损失，任何一项达到就算。',
  sanction: '惩戒建议',
  sanctions: {
    concealedDeaths: '瞒报、谎报死亡人数的，建议从重处罚，纳入严重失信主体名单，实施联合惩戒；涉嫌犯罪的移送司法机关。',
    gradeMajor: '重大以上事故，建议列入严重失信主体名单；查实瞒报、谎报、迟报的，并从重处罚，涉嫌犯罪的移送司法机关。',
    gradeLarger: '较大事故，建议纳入联合惩戒；查实瞒报、谎报、迟报的，并从重处罚，纳入严重失信主体名单。',
    concealedOnly: '一般事故，没有瞒报的死亡；查实瞒报、谎报、迟报事故的，同样建议从重处罚，纳入严重失信主体名单。',
  } satisfies Record<AccidentSanction, string>,
};
