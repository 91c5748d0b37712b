import { type ActTried, any, inFire, NONE, type Things } from './role-matrix';

const BYTES = 'AAAA';
const json = (value: unknown) => JSON.stringify(value);
const onCase = ({ caseId }: Things): string => `/zh/staff/cases/${caseId}`;
const sealed = { sequence: 999_999, keyEpoch: 0, bytes: BYTES };
const part = json(sealed);
const messages = ({ reportId }: Things) => json([{ ...sealed, reportId }]);
const step = {
  caseId: NONE,
  sequence: 1,
  kind: 'transfer',
  fromUnitId: NONE,
  toUnitId: NONE,
  onDay: '2026-01-01',
  listVersion: 1,
  memberId: NONE,
  signature: BYTES,
  proofs: [BYTES],
  number: 1,
  previous: '',
};
/** The next writing of an entry of a rectification ledger. */
const written = { hazardId: NONE, version: '1', unitKeyId: NONE, bytes: BYTES };
const ledger = () => '/zh/staff/hazard-rows';
const ENFORCERS = any('handler', 'lead');
const rewardInputs = json({
  penaltyFen: '100000',
  concealedDeaths: 0,
  totalDeaths: 0,
  accidentGrade: null,
  insider: false,
  anonymity: 'anonymous',
  majorHazard: false,
  unlawfulProduction: false,
  excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
  chosenFen: null,
  situation: null,
});

/** What is done with a case, its rewards, its deletion and the openings around it. */
export const ACTS_OF_CASES: readonly ActTried[] = [
  ['case.accept', onCase, () => ({ act: 'accept' }), inFire('handler', 'lead')],
  [
    'case.refuse',
    onCase,
    (things) => ({ act: 'refuse', reason: 'suggestion', messages: messages(things) }),
    inFire('intake', 'handler', 'lead'),
  ],
  [
    'case.transfer',
    onCase,
    () => ({ act: 'transfer', transfer: json({ toUnitId: NONE, unitKeyId: NONE, wraps: [], step }), part }),
    inFire('intake', 'handler', 'lead'),
  ],
  ['case.assign', onCase, ({ memberId }) => ({ act: 'assign', officer: memberId }), inFire('lead')],
  [
    'case.message',
    onCase,
    (things) => ({ act: 'message', messages: messages(things) }),
    inFire('intake', 'handler', 'lead'),
  ],
  [
    'case.sendUp',
    onCase,
    () => ({ act: 'sendUp', sentFor: 'review', sentAs: 'printed', receiptNumber: '0000-0000-0098', part }),
    inFire('intake', 'handler', 'lead'),
  ],
  [
    'case.superiorAnswered',
    onCase,
    ({ day }) => ({ act: 'superiorAnswered', answeredOn: day, part }),
    inFire('intake', 'handler', 'lead'),
  ],
  ['case.note', onCase, () => ({ act: 'note', part }), inFire('intake', 'handler', 'lead')],
  ['case.visit', onCase, ({ day }) => ({ act: 'visit', visitedOn: day, part }), inFire('handler')],
  ['case.proposeVerdict', onCase, () => ({ act: 'proposeVerdict', verdict: 'substantiated', part }), inFire('handler')],
  [
    'case.confirmVerdict',
    onCase,
    () => ({ act: 'confirmVerdict', finding: NONE, verdict: 'substantiated' }),
    inFire('lead'),
  ],
  ['case.returnVerdict', onCase, () => ({ act: 'returnVerdict', part }), inFire('lead')],
  ['case.askExtension', onCase, () => ({ act: 'askExtension', part }), inFire('handler')],
  ['case.extend', onCase, (things) => ({ act: 'extend', messages: messages(things) }), inFire('lead')],
  ['case.refuseExtension', onCase, () => ({ act: 'refuseExtension', part }), inFire('lead')],
  ['case.recordPenalty', onCase, () => ({ act: 'recordPenalty', part }), inFire('handler', 'lead')],
  ['case.correctPenalty', onCase, () => ({ act: 'correctPenalty', part }), inFire('handler', 'lead')],
  ['case.rectify', onCase, () => ({ act: 'rectify', part }), inFire('handler', 'lead')],
  ['case.strikeOff', onCase, () => ({ act: 'strikeOff', part }), inFire('handler', 'lead')],
  ['case.reply', onCase, (things) => ({ act: 'reply', messages: messages(things) }), inFire('handler', 'lead')],
  ['case.close', onCase, () => ({ act: 'close' }), inFire('handler', 'lead')],
  [
    'case.renewKeys',
    () => '/zh/staff/keys/carry-over',
    ({ caseId, recipient }) => ({
      act: 'renew',
      caseId,
      renewal: json({ keyEpoch: 1, caseRecipient: recipient, threads: [], wraps: [], proofs: [] }),
    }),
    inFire('intake', 'handler', 'lead'),
  ],
  [
    'case.read',
    () => '/zh/staff/keys/carry-over',
    ({ caseId }) => ({ act: 'case', caseId }),
    inFire('intake', 'handler', 'lead'),
  ],
  ['hazard.read', ledger, () => ({ act: 'rows', filter: '{}' }), ENFORCERS],
  ['hazard.read', ledger, () => ({ act: 'boards' }), ENFORCERS],
  ['hazard.read', ledger, () => ({ act: 'file', id: NONE }), ENFORCERS],
  [
    'hazard.enter',
    ledger,
    ({ day }) => ({ act: 'enter', hazardId: NONE, unitKeyId: NONE, bytes: BYTES, grade: 'general', dueOn: day }),
    ENFORCERS,
  ],
  ['hazard.amend', ledger, () => ({ act: 'amend', ...written, grade: 'general' }), ENFORCERS],
  ['hazard.extend', ledger, ({ day }) => ({ act: 'extend', ...written, dueOn: day }), any('lead')],
  ['hazard.reinspect', ledger, () => ({ act: 'reinspect', ...written, passed: 'yes' }), ENFORCERS],
  ['hazard.strikeOff', ledger, () => ({ act: 'strikeOff', ...written }), ENFORCERS],
  ['hazard.supervise', ledger, () => ({ act: 'supervise', ...written }), any('lead')],
  ['hazard.handOn', ledger, ({ fireUnit }) => ({ act: 'handOn', ...written, unit: fireUnit }), any('lead')],
  ['report.import', () => '/zh/staff/ledger/rows', () => ({ act: 'known', tags: '[]' }), any('intake', 'lead')],
  ['report.import', () => '/zh/staff/ledger/rows', () => ({ act: 'row', report: 'AAAA' }), any('intake', 'lead')],
  [
    'case.read',
    () => '/zh/staff/handover/cases',
    ({ caseId }) => ({ act: 'case', caseId }),
    inFire('intake', 'handler', 'lead'),
  ],
  [
    'case.transfer',
    () => '/zh/staff/handover/cases',
    ({ caseId }) => ({
      act: 'transfer',
      caseId,
      transfer: json({ toUnitId: NONE, unitKeyId: NONE, wraps: [], step }),
      part,
    }),
    inFire('intake', 'handler', 'lead'),
  ],
  [
    'case.assign',
    () => '/zh/staff/queue',
    ({ caseId, memberId }) => ({ act: 'assign', case: caseId, officer: memberId }),
    inFire('lead'),
  ],
  ['deletion.ask', (things) => `${onCase(things)}/delete`, () => ({ reason: 'courtOrder' }), inFire('lead')],
  [
    'deletion.refuse',
    () => '/zh/staff/deletions',
    ({ deletion }) => ({ act: 'refuse', request: deletion }),
    any('guardian'),
  ],
  [
    'deletion.confirm',
    () => '/zh/staff/deletions',
    ({ deletion }) => ({ act: 'confirm', request: deletion }),
    any('guardian'),
  ],
  [
    'reward.propose',
    () => '/zh/staff/rewards',
    ({ caseId, reportId }) => ({
      act: 'propose',
      proposalId: NONE,
      caseId,
      reportId,
      inputs: rewardInputs,
      stepsForCase: BYTES,
      stepsForReporter: BYTES,
    }),
    inFire('handler'),
  ],
  [
    'reward.revise',
    () => '/zh/staff/rewards',
    ({ caseId, reportId, proposal }) => ({
      act: 'revise',
      proposalId: NONE,
      caseId,
      reportId,
      inputs: rewardInputs,
      stepsForCase: BYTES,
      stepsForReporter: BYTES,
      revises: proposal,
      beforeFen: '1',
    }),
    inFire('handler'),
  ],
  [
    'reward.approve',
    () => '/zh/staff/rewards',
    ({ proposal }) => ({
      act: 'approve',
      proposalId: proposal,
      rewardId: NONE,
      amount: '100000',
      claimant: json({ key: BYTES, signature: BYTES, proof: BYTES }),
    }),
    inFire('lead'),
  ],
  [
    'reward.forward',
    () => '/zh/staff/rewards',
    ({ proposal }) => ({
      act: 'forward',
      proposalId: proposal,
      rewardId: NONE,
      amount: '100000',
      claimant: json({ key: BYTES, signature: BYTES, proof: BYTES }),
    }),
    inFire('lead'),
  ],
  [
    'reward.approveHigher',
    () => '/zh/staff/rewards',
    ({ proposal }) => ({ act: 'approveHigher', proposalId: proposal, shown: '' }),
    any('supervisor', 'guardian'),
  ],
  [
    'reward.returnHigher',
    () => '/zh/staff/rewards',
    ({ proposal }) => ({ act: 'returnHigher', proposalId: proposal, shown: '', reason: 'excluded' }),
    any('supervisor', 'guardian'),
  ],
  [
    'reward.file',
    () => '/zh/staff/rewards',
    ({ proposal }) => ({ act: 'file', proposalId: proposal }),
    inFire('handler', 'lead'),
  ],
  [
    'reward.refuse',
    () => '/zh/staff/rewards',
    ({ proposal }) => ({ act: 'refuse', proposalId: proposal, reason: 'wrongInputs' }),
    inFire('lead'),
  ],
];
