/** Words of rewards that the unit's lead may not approve alone. */
export const higherWords = {
  needed: (limit: string) => `按规则，超过 ${limit} 的奖励，本单位负责人同意后还要上级批准。资金在上级批准时才占用。`,
  forward: (amount: string) => `同意 ${amount}，报上级批准`,
  title: '待上级批准的奖励',
  intro: '金额超过单位负责人的批准权限，单位负责人已经同意。批准人不看案情：需要时，请单位送来在案件页打印的备案表。',
  none: '没有待上级批准的奖励。',
  unit: '单位',
  agreedOn: '单位负责人同意日期',
  fund: (name: string, balance: string) => `${name}，余额 ${balance}`,
  approve: (order: number, amount: string) => `批准第 ${order} 号，${amount}`,
  send: (order: number) => `退回第 ${order} 号`,
  own: '您提出或者同意过，须由另一人批准。',
};
