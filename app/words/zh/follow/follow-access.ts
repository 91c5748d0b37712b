import { identityAnswers } from '~/words/report/report-fields';

/** Who asked to open what is sealed, and who opened it, told to the reporter in plain words. */
export const followAccessWords = {
  title: '谁打开过您的身份',
  lead: '您的身份和内容各由两方分开保管，要两方先后同意才能打开。每一步都写在这里，删不掉。',
  none: '没有人申请打开，也没有人打开过您的身份信息。',
  kinds: { identity: '您的身份', escrow: '举报内容的备用钥匙' },
  acts: {
    asked: (what: string) => `申请打开${what}`,
    approved: (what: string) => `密钥监督员同意打开${what}`,
    refused: (what: string) => `密钥监督员不同意打开${what}`,
    opened: (what: string) => `保密专员打开了${what}`,
    expired: (what: string) => `申请过期，没有打开${what}`,
  },
  emergency: '紧急：有人有生命危险',
  why: (reason: string) => `为什么：${reason}`,
  whatFor: (purpose: string) => `用来做什么：${purpose}`,
  outcome: (outcome: string) => `结果：${outcome}`,
  otherReason: '其他原因（可以留言问部门）',
  reasons: {
    contactForFacts: '需要找您核实情况',
    checkRewardClaim: '核对领奖人',
    protectFromRetaliation: '保护您不受打击报复',
    lostReceiptCode: '您丢了查询码，来问办理情况',
    handOverCrime: '涉嫌犯罪，移送公安机关',
    fabricatedReport: '涉嫌捏造事实',
    dangerToLife: '有人有生命危险',
    objection: '您对结论有异议，上一级复查',
    lateVerification: '核查超过期限，上一级督办',
    suspectedConcealment: '怀疑办理部门包庇隐瞒',
    unitWithoutKeys: '办理部门的钥匙丢失',
    conflictOfInterest: '办理部门应当回避',
  },
  purposes: {
    contact: '只由保密专员联系您，不告诉办理人员您是谁',
    fields: (fields: string) => `把这些告诉申请的人：${fields}`,
    review: '复查',
    takeover: '由另一个部门接手办理',
  },
  fields: { name: '姓名', phone: '电话', idNumber: '证件号码', insiderProof: '从业证明', ...identityAnswers('zh') },
  outcomes: { contacted: '已联系您', notReached: '没有联系上您', released: '已告诉申请的人', viewed: '已查看' },
};
