import { defineWords } from '~/words/language';

const zh = {
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

const en: typeof zh = {
  title: 'Progress',
  intro: 'How far each department is: numbers and limits only, neither what reports say nor who reported.',
  asOf: (day: string) => `As of ${day}`,
  unit: 'Unit',
  open: 'Open',
  overdue: 'Overdue',
  urgent: 'Danger to life',
  oldest: 'Earliest limit',
  byStage: 'By stage',
  none: 'None',
  empty: 'There are no cases yet.',
  total: 'Total',
};

export const oversightWords = defineWords(zh, en);
