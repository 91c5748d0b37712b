import type { Shape } from '~/words/define';
import type { dutyTestWords as zh } from '~/words/zh/county/duty-test';

export const dutyTestWords: Shape<typeof zh> = {
  subject: 'Test: message to those on duty',
  text: (number) =>
    `This is a test, there is no report. Please sign in and enter this number on the page “Alerts”, so that we know you got it: ${number}`,
};
