import { IDENTITY_ANSWERS, type IdentityAnswer } from '~/domain/report/report-fields';
import type { Lang } from '~/words/language';
import { reportWords } from './report';

/** Names of an identity's further answers, for those who may ask for them. */
export const identityAnswers = (lang: Lang): Record<IdentityAnswer, string> =>
  Object.fromEntries(IDENTITY_ANSWERS.map((field) => [field, reportWords[lang][field].short])) as Record<
    IdentityAnswer,
    string
  >;
