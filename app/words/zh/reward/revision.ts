/** Words of rewards that are computed again because the penalty changed. */
export const revisionWords = {
  title: '处罚变更，重新计算奖励',
  hint: {
    replaces:
      '复议、诉讼、复查改变了处罚的，按现在的事实重新计算。举报人还没有申领：批准以后，以新的金额代替原来的，领取期限重新起算。',
    adds: '复议、诉讼、复查改变了处罚的，按现在的事实重新计算。已经支付：增加的，补发差额；减少的，不向举报人追回。',
  },
  before: (amount: string) => `到现在为止已奖励 ${amount}。`,
  unreadable: '打不开以前的计算步骤，不能重新计算。',
  none: {
    unchanged: '重新计算的金额没有变化，不用再办。',
    notLower: '重新计算的金额比已奖励的少。按规则，原来的奖励不减少，不用再办。',
  },
};
