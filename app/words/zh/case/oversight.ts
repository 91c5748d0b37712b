export const oversightWords = {
  title: '办理进度',
  intro: '各单位的办理进度，只有数目与期限：不含举报内容，也不含举报人。',
  asOf: (day: string) => `截至 ${day}`,
  unit: '单位',
  open: '未办结',
  overdue: '逾期',
  urgent: '危及生命',
  oldest: '最早的期限',
  byStage: '各环节',
  none: '无',
  empty: '还没有案件。',
  total: '合计',
};
