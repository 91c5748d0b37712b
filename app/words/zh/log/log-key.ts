/** Words for guardians who vouch for the log's key after a break-in. */
export const logKeyWords = {
  title: '核对新的日志密钥',
  text: '服务器曾被侵入，日志从此由新的密钥签署。旧密钥不能为它作证，需要密钥监督员用县名录密钥确认。请向运维人员当面索取更换密钥时打印的编号，照着输入；不要从屏幕上抄别处显示的编号。',
  from: (number: number, on: string) => `第 ${number} 把日志密钥，自 ${on} 起`,
  typed: '打印的日志密钥编号',
  typedHint: '32 位数字和字母 a 到 f，空格不计',
  wrong: '与服务器上的日志密钥不符。请核对是否输错；如果没有输错，请不要确认，并告知其他密钥监督员和运维人员。',
  confirm: '用县名录密钥确认',
  done: '日志密钥已确认。',
  needsKey: '您持有密钥监督员组的密钥后才能确认。',
};
