import type { Shape } from '~/words/define';
import type { handOnMail as zh } from '~/words/zh/report/hand-on-mail';

export const handOnMail: Shape<typeof zh> = {
  subject: 'A sealed file waits for the level above',
  text: 'A sealed file for the level above has waited longer than the rules allow. Sign in, hand it on and record it. This mail says nothing about any report.',
};
