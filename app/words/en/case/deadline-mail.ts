import type { Shape } from '~/words/define';
import type { deadlineMail as zh } from '~/words/zh/case/deadline-mail';

export const deadlineMail: Shape<typeof zh> = {
  subject: 'Anshao: time limits',
  text: (overdue: number, due: number) =>
    `Your unit has ${overdue} late case(s) and ${due} due today or tomorrow. Sign in to see to them.`,
};
