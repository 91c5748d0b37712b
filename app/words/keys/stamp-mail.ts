import { defineWords } from '~/words/language';

/** Tells the guardians that the list waits to be confirmed as current. */
export const stampMail = defineWords(
  {
    subject: '密钥名录和分工需要确认',
    text: '密钥名录和分工的现行确认即将到期、已经到期，或者刚换了新一版。需要两名监督员登录后各确认一次。邮件不含任何案件信息。',
  },
  {
    subject: 'Key list and duties wait to be confirmed',
    text: 'The confirmation of the key list and the duties lapses soon, has lapsed, or a new version has come. Two guardians must each sign in and confirm. This mail says nothing about any case.',
  },
);
