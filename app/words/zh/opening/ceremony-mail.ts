/** Tells guardians, custodians and finance that a request waits for them, without a name, a case or a reason. */
export const ceremonyMail = {
  subject: '有一项双人开启的申请等待处理',
  text: '有一项须由两人共同开启的申请正等待贵组处理，逾期自动失效。请登录后在“双人开启”页面查看；邮件不含任何案件信息。',
};
