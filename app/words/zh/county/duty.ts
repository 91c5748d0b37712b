/** Mail to the duty address when somebody's life may be in danger; it says nothing about the report. */
export const dutyWords = {
  subject: '紧急：请立即查看举报队列',
  text: '刚收到一件涉及生命危险的举报。请值班负责人马上登录工作平台查看。',
};
