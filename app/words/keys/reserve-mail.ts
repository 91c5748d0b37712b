import { defineWords } from '~/words/language';

/** Tells the guardians that the printed reserve key was used, or waits for its yearly drill. */
export const reserveMail = {
  used: defineWords(
    {
      subject: '备用签名密钥已被使用',
      text: '密钥监督员的备用签名密钥刚刚被用来签字。如果您不知情，请立即核实。邮件不含任何案件信息。',
    },
    {
      subject: 'The reserve signing key was used',
      text: 'The guardians’ reserve signing key has just signed something. If you do not know of it, find out at once. This mail says nothing about any case.',
    },
  ),
  drill: defineWords(
    {
      subject: '备用签名密钥该演练了',
      text: '备用签名密钥的纸件每年要核对一次，请密钥监督员取出核对。邮件不含任何案件信息。',
    },
    {
      subject: 'The reserve signing key is due to be tried',
      text: 'The paper of the reserve signing key is to be checked once a year. A guardian should take it out and try it. This mail says nothing about any case.',
    },
  ),
};
