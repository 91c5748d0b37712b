import type { Shape } from '~/words/define';
import type { oversightWords as zh } from '~/words/zh/case/oversight';

export const oversightWords: Shape<typeof zh> = {
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
