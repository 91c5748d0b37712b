/** Words of the form by which a reward is filed one level up. */
export const filingWords = {
  title: '举报奖励备案表',
  number: (year: string, order: number) => `备案编号：${year}-${order}`,
  unit: '核查单位',
  matter: '举报事项类别',
  amount: '奖励金额',
  basis: '依据',
  state: '办理状态',
  proposedOn: '提出日期',
  signatures: ['提出人', '本单位负责人', '上级（批准或者备案）', '日期'],
  notFiled:
    '还没有制作备案表。金额确定以后要报上一级备案：备案表在这台设备上生成，写有编号、金额、依据和计算步骤，不写举报人和被举报单位。',
  filedOn: (day: string) => `备案表已在 ${day} 制作。需要时可以再打印。`,
  print: '打印备案表',
};
