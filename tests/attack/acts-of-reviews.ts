import { type ActTried, inFire, type Things } from './role-matrix';

const onCase = ({ caseId }: Things): string => `/zh/staff/cases/${caseId}`;
const sealed = { sequence: 999_999, keyEpoch: 0, bytes: 'AAAA' };
const part = JSON.stringify(sealed);
const messages = ({ reportId }: Things) => JSON.stringify([{ ...sealed, reportId }]);

/** What is done once a reporter objects to the reply. */
export const ACTS_OF_REVIEWS: readonly ActTried[] = [
  ['case.upholdOnReview', onCase, (things) => ({ act: 'upholdOnReview', messages: messages(things) }), inFire('lead')],
  [
    'case.changeOnReview',
    onCase,
    () => ({ act: 'changeOnReview', verdict: 'unsubstantiated', part }),
    inFire('handler', 'lead'),
  ],
  ['case.verifyOnReview', onCase, (things) => ({ act: 'verifyOnReview', messages: messages(things) }), inFire('lead')],
  [
    'case.enterReview',
    onCase,
    (things) => ({ act: 'enterReview', outcome: 'upheld', answeredOn: things.day, part, messages: messages(things) }),
    inFire('handler', 'lead'),
  ],
  ['case.askReopening', onCase, () => ({ act: 'askReopening', part }), inFire('handler', 'lead')],
  ['case.reopen', onCase, (things) => ({ act: 'reopen', messages: messages(things) }), inFire('lead')],
  ['case.refuseReopening', onCase, () => ({ act: 'refuseReopening', part }), inFire('lead')],
];
