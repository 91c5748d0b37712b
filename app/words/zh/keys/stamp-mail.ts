/** Tells the guardians that the list waits to be confirmed as current. */
export const stampMail = {
  subject: '密钥名录和分工需要确认',
  text: '密钥名录和分工的现行确认即将到期、已经到期，或者刚换了新一版。需要两名密钥监督员登录后各确认一次。邮件不含任何案件信息。',
};
