/** Words of what only some reward rules say. */
export const ruleMoreWords = {
  title: '其他规定',
  secondClass: (percent: string) => `属于二级举报的，按行政处罚金额的 ${percent} 计算。`,
  concealedInjury: (least: string, most: string) =>
    `瞒报、谎报只有人受伤的事故，查实的，由承办部门在 ${least} 至 ${most} 之间确定。`,
  special: (least: string, most: string) => `避免了重大事故、作出特殊贡献的，可以另外奖励 ${least} 至 ${most}。`,
  early: (least: string, most: string) => `初步核查属实的，可以先行奖励 ${least} 至 ${most}，以后从奖金中扣除。`,
  monthly: (most: string) => `同一个实名举报人，一般隐患、一般违法行为和定额奖励的情形，每月合计最多 ${most}。`,
  approval: (most: string) => `奖励超过 ${most} 的，单位负责人同意后，还要上级批准。`,
  lowersUnclaimed: '处罚变更减少的，还没有申领的奖励按新的处罚计算；已经支付的不追回。',
  realName: '从业人员要实名举报并留下有效的联系方式，才增加奖励。',
  noFormer: '已经离职的，不按从业人员增加奖励。',
};
