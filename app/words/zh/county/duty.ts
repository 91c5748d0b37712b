/** Message to those on duty; they say nothing about any report. */
export const dutyWords = {
  subject: '紧急：请立即查看举报平台',
  text: '有一件涉及生命危险的举报等待处理。请值班人员马上登录工作平台，按“我来处理”确认，再查看案件。没有人确认，会继续通知下一位。',
};
