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
  sanction: 'Sanctions to propose',
  sanctions: {
    concealedDeaths:
      'Deaths were concealed: propose a heavier penalty, the blacklist and joint punishment; hand suspected crimes over.',
    gradeMajor:
      'A major accident: propose the blacklist; if it was concealed, also a heavier penalty, and hand suspected crimes over.',
    gradeLarger:
      'A larger accident: propose joint punishment; if it was concealed, also a heavier penalty and the blacklist.',
    concealedOnly:
      'A general accident without concealed deaths; if the accident was concealed, also propose a heavier penalty and the blacklist.',
  },
};
