import type { Shape } from '~/words/define';
import type { accidentWords as zh } from '~/words/zh/case/accident';

export const accidentWords: Shape<typeof zh> = {
  title: 'The accident as verified',
  hint: 'Leave out if the report is unsubstantiated. It is sealed with your reasons and carried over to the reward.',
  fields: {
    accidentDeaths: 'Deaths in all',
    accidentConcealed: 'Of these, concealed or falsely reported',
    accidentInjuries: 'Serious injuries',
    accidentLoss: 'Direct economic loss (yuan)',
    accidentGrade: 'Grade of the accident',
  },
  lossHint: 'For example 1200000; 0 if there is none.',
  gradeHint: 'State Council Order 493, Article 3: any one of deaths, serious injuries and direct loss is enough.',
};
