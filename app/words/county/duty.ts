import { defineWords } from '~/words/language';

/** Mail to the duty address when somebody's life may be in danger; it says nothing of the report. */
export const dutyWords = defineWords(
  {
    subject: '紧急：请立即查看举报队列',
    text: '刚收到一件涉及生命危险的举报。请值班负责人马上登录工作平台查看。',
  },
  {
    subject: 'Urgent: look at the queue now',
    text: 'A report that lives are in danger has just arrived. The officer on duty must sign in and look at once.',
  },
);
