/** Words about cash by code, on the reporter's own page. */
export const followCashWords = {
  stateReady: '现金已经备好，等您来领',
  stateWaiting: '您已申领，财务正在办理付款',
  go: '现在可以去窗口领款',
  goHint: '到窗口只报下面的领款码，当面点清现金。不用说姓名，也不用说是什么事。',
  goHintNamed: '现行规定只奖励实名举报：请带身份证件，到窗口报下面的领款码，当面点清现金。不用说是什么事。',
  wait: '现在先不要去窗口',
  waitHint: '付款还要由财务汇总、密钥监督员放行。办好以后，这里会写“现在可以去窗口领款”。请过几天再来看。',
  where: '窗口地点',
  when: '办理时间',
  whereUnknown: '财务还没有写明窗口的地点和时间。去以前，请在本页留言问一问。',
  code: '领款码',
  codeHint: '不要告诉别人：谁报出这 8 位数字，窗口就把钱付给谁。',
};
