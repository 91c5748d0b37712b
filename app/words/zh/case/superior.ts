/** Words for what of a case goes to the level above, and comes back. */
export const caseSuperiorWords = {
  none: '名录上没有上级机关，不能送。请管理员在“上级机关”页面登记，密钥监督员签署。',
  how: '按下面的地址送：密文可以用光盘、U 盘、邮件送，只有保管人能打开；打印件由专人送或机要寄。',
  number: (number: string) => `回执号：${number}。写在信封上，上级凭它答复。`,
  what: '按下按钮，就在这台电脑上把本页显示的举报内容、附件、往来、记录和办理经过做成一份，加密保存或打印，同时登记。举报人的身份不在里面。',
  scan: '答复文件的扫描件（选填）',
  reviewScan: '复查决定的扫描件',
  scanHint: 'PDF、JPG 或 PNG，不超过 340 KB。与答复一起密封存在本案里。',
  saveScan: '保存扫描件',
  scanName: (number: string) => `上级答复-${number}`,
  fingerprint: (print: string) => `密文指纹：${print}`,
  file: {
    title: (order: number) => `第 ${order} 号案件，送上级机关`,
    number: (number: string) => `回执号：${number}`,
    along: (names: string) => `一起送的附件：${names}`,
    left: (names: string) => `没有一起送、需要另外提供的附件：${names}`,
    fileName: (number: string) => `送上级-${number}.age`,
  },
};
