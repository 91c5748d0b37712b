import type { Shape } from '~/words/define';
import type { plainPageWords as zh } from '~/words/zh/plain-page';

export const plainPageWords: Shape<typeof zh> = {
  tooLarge: {
    title: 'Too much was sent',
    body: 'At most 5 files of 20 MB each. Nothing was stored: go back and choose fewer or smaller files.',
  },
};
