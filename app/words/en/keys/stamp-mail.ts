import type { Shape } from '~/words/define';
import type { stampMail as zh } from '~/words/zh/keys/stamp-mail';

export const stampMail: Shape<typeof zh> = {
  subject: 'Key list and duties wait to be confirmed',
  text: 'The confirmation of the key list and the duties lapses soon, has lapsed, or a new version has come. Two guardians must each sign in and confirm. This mail says nothing about any case.',
};
