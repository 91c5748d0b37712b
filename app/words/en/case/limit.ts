import type { Shape } from '~/words/define';
import type { limitWords as zh } from '~/words/zh/case/limit';

export const limitWords: Shape<typeof zh> = {
  provisional: (year) => `the holidays of ${year} are not published yet, so this day may move`,
  hour: (day, hour) => `${hour} on ${day}`,
};
