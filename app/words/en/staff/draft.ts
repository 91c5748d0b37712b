import type { Shape } from '~/words/define';
import type { draftWords as zh } from '~/words/zh/staff/draft';

export const draftWords: Shape<typeof zh> = {
  back: 'What you wrote before and did not send stands here again. Look at it before you send it.',
  waiting: 'What you wrote before is still kept, sealed: unlock your keys, and it comes back.',
};
