import type { Shape } from '~/words/define';
import type * as zh from '~/words/zh/keys/reserve-mail';

export const reserveUsedMail: Shape<typeof zh.reserveUsedMail> = {
  subject: 'The reserve signing key was used',
  text: 'The guardians’ reserve signing key has just signed something. If you do not know of it, find out at once. This mail says nothing about any case.',
};

export const reserveDrillMail: Shape<typeof zh.reserveDrillMail> = {
  subject: 'The reserve signing key is due to be tried',
  text: 'The paper of the reserve signing key is to be checked once a year. A guardian should take it out and try it. This mail says nothing about any case.',
};
