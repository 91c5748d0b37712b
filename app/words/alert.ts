import { defineWords } from './language';

/** Mails to duty phones and leads: no content, no names, no case. */
export const alertWords = defineWords(
  {
    dangerSubject: '安哨：有人身危险的举报，请立即查看',
    danger: '刚收到一件标明有人身危险的举报，已分到贵单位。请立即登录查看并处理。本邮件不含举报内容。',
  },
  {
    dangerSubject: 'Anshao: a report of danger to life, look now',
    danger:
      'A report marked as danger to life has just come in for your unit. Sign in and act at once. This mail holds nothing of the report.',
  },
);
