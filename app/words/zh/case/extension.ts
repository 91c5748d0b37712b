/** More days for verification (延期): what the forms and the facts of a case say of it. */
export const extensionWords = {
  key: '核查延期',
  times: (count: number) => `已延期 ${count} 次`,
  asked: '已申请，等负责人批准',
  until: (day: string) => `批准后，核查期限到${day}。`,
  rule: '应急〔2023〕106号：情况复杂的，经上一级负责人批准可以延期，并把理由告知举报人。',
  askedFor: '承办人申请延期的理由',
  lost: '申请延期的理由打不开，请先问清承办人。',
  extensionsUsed: '没有办理：现行规定允许的延期次数已经用完，不能再延期。',
  limitEnded: '没有办理：核查期限已经届满，不能再延期。请尽快办结，逾期照实记录。',
};
