/** Words of the log of record, for auditors. */
export const logWords = {
  title: '日志',
  lead: '每一项办理和每一次查看都有一行。日志没有举报内容。',
  chained: (count: number) => `已链接 ${count} 行`,
  tail: (count: number) => `尚未链接 ${count} 行`,
  ok: '链条完整。',
  broken: (at: number) => `链条在第 ${at} 行断开！请立即通知密钥监督员。`,
  sequence: '序号',
  day: '日期',
  act: '事项',
  entry: '记录',
  empty: '还没有记录。',
};
