import type { Shape } from '~/words/define';
import type { dutyWords as zh } from '~/words/zh/county/duty';

export const dutyWords: Shape<typeof zh> = {
  subject: 'Urgent: look at the reporting site now',
  text: 'A report that lives are in danger is waiting. The officer on duty must sign in, press “I look after it”, and open the case. Until somebody does, the next one is told.',
};
