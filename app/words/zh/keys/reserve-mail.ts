/** Tells the guardians that the printed reserve key was used, or waits for its yearly drill. */
export const reserveUsedMail = {
  subject: '备用签名密钥已被使用',
  text: '密钥监督员的备用签名密钥刚刚被用来签字。如果您不知情，请立即核实。邮件不含任何案件信息。',
};

export const reserveDrillMail = {
  subject: '备用签名密钥该演练了',
  text: '备用签名密钥的纸件每年要核对一次，请密钥监督员取出核对。邮件不含任何案件信息。',
};
