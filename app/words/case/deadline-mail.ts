import { defineWords } from '~/words/language';

/** Tells a unit how many of its cases are late or due; two numbers and no case. */
export const deadlineMail = defineWords(
  {
    subject: '安哨：办理期限提醒',
    text: (overdue: number, due: number) =>
      `本单位有 ${overdue} 个案件已逾期，${due} 个案件今明两天到期。请登录工作平台办理。`,
  },
  {
    subject: 'Anshao: time limits',
    text: (overdue: number, due: number) =>
      `Your unit has ${overdue} late case(s) and ${due} due today or tomorrow. Sign in to see to them.`,
  },
);
