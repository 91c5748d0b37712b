import type { Shape } from '~/words/define';
import type { ceremonyMail as zh } from '~/words/zh/opening/ceremony-mail';

export const ceremonyMail: Shape<typeof zh> = {
  subject: 'An ask that takes two people is waiting',
  text: 'An ask that takes two people is waiting for your unit and expires if nobody acts. Sign in to see it; this mail says nothing about any case.',
};
