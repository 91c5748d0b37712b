import { type ActTried, any, inFire, type May, NONE, type Things } from './role-matrix';

const BYTES = 'AAAA';
const made = (act: string, value: object) => ({ act, made: JSON.stringify(value) });
type Which = keyof Things['ceremonies'];
const on =
  (which: Which) =>
  ({ ceremonies }: Things): string =>
    `/zh/staff/ceremonies/${ceremonies[which]}/act`;
const anew = () => `/zh/staff/ceremonies/${crypto.randomUUID()}/act`;
const shares = [{ scope: 'x', bytes: BYTES }];
const approval = made('approve', { openerId: NONE, expiresOn: '2026-01-01', approval: BYTES, shares });
const mark = {
  markId: NONE,
  check: BYTES,
  unitTag: BYTES,
  entries: [{ lock: BYTES, proof: BYTES }],
  wordsHash: BYTES,
  markedBy: NONE,
  markedOn: '2026-01-01',
  signature: BYTES,
};
const sealed = BYTES;
const guardian: May = any('guardian');
const custodian: May = any('custodian');
const lead: May = any('lead');
const auditor: May = any('auditor');

/** Openings of identities, escrows and payees, and marks of accused units: one address takes all of them. */
export const ACTS_OF_OPENINGS: readonly ActTried[] = [
  [
    'identity.ask',
    anew,
    ({ caseId, reportId, day }) =>
      made('askIdentity', {
        caseId,
        reportId,
        reason: 'contactNeeded',
        purpose: 'contact',
        fields: [],
        sealed,
        askedOn: day,
      }),
    inFire('handler'),
  ],
  ['identity.approve', on('identity'), () => approval, guardian],
  ['identity.refuse', on('identity'), () => made('refuse', {}), guardian],
  ['identity.open', on('identity'), () => made('open', {}), custodian],
  ['identity.open', on('identity'), () => made('tell', { outcome: 'contacted', fields: [], sealed }), custodian],
  ['escrow.ask', anew, () => made('findCase', { order: 1 }), lead],
  [
    'escrow.ask',
    anew,
    ({ caseId, day }) => made('askEscrow', { caseId, reason: 'review', purpose: 'review', sealed, askedOn: day }),
    lead,
  ],
  ['escrow.approve', on('escrow'), () => approval, guardian],
  ['escrow.refuse', on('escrow'), () => made('refuse', {}), guardian],
  ['ceremony.read', on('escrow'), () => made('toGive', {}), any('guardian', 'custodian', 'lead', 'finance', 'auditor')],
  ['escrow.open', on('escrow'), () => made('give', { shares }), custodian],
  ['escrow.take', on('escrow'), () => made('toTake', {}), lead],
  ['escrow.take', on('escrow'), () => made('take', { wraps: [], renewal: null }), lead],
  [
    'payee.askSample',
    anew,
    ({ day }) => made('askSample', { from: '2026-01-01', to: day, size: 1, reason: 'yearly', sealed, askedOn: day }),
    auditor,
  ],
  ['payee.approveSample', on('payeeSample'), () => approval, guardian],
  ['payee.refuseSample', on('payeeSample'), () => made('refuse', {}), guardian],
  [
    'ceremony.read',
    on('payeeSample'),
    () => made('toGiveSample', {}),
    any('guardian', 'custodian', 'lead', 'finance', 'auditor'),
  ],
  ['payee.giveSample', on('payeeSample'), () => made('giveSample', { shares }), any('finance')],
  ['payee.openSample', on('payeeSample'), () => made('openSample', {}), auditor],
  ['payee.openSample', on('payeeSample'), () => made('closeSample', {}), auditor],
  [
    'accused.mark',
    anew,
    ({ caseId }) => made('proposeMark', { caseId, mark, words: BYTES }),
    inFire('intake', 'handler', 'lead'),
  ],
  [
    'accused.confirm',
    anew,
    () =>
      made('confirmMark', {
        mark: {
          ...mark,
          sequence: 1,
          previous: '',
          confirmedBy: NONE,
          confirmedOn: mark.markedOn,
          confirmation: BYTES,
        },
      }),
    guardian,
  ],
  ['accused.refuse', anew, () => made('refuseMark', {}), guardian],
];
