import type { Shape } from '~/words/define';
import type { dutyWords as zh } from '~/words/zh/county/duty';

export const dutyWords: Shape<typeof zh> = {
  subject: 'Urgent: look at the cases now',
  text: 'A report that lives are in danger has just arrived. The officer on duty must sign in and look at once.',
};
