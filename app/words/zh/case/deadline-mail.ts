/** Tells a unit how many of its cases are late or due; two numbers and no case. */
export const deadlineMail = {
  subject: '安哨：办理期限提醒',
  text: (overdue: number, due: number) =>
    `本单位有 ${overdue} 个案件已逾期，${due} 个案件今明两天到期。请登录工作平台办理。`,
};
