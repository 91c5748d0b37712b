import { RESERVE_ID } from '~/envelope/keys/reserve-id';
import { type ActTried, any, everybody, type May, NONE } from './role-matrix';

const BYTES = 'AAAA';
const KEY = 'A'.repeat(43);
const to = (page: string) => () => `/zh/staff/${page}`;
const [funds, payouts, penalties] = [to('funds'), to('payouts'), to('penalties')];
const [members, keys, directory, myKeys, trust] = [
  to('members'),
  to('keys'),
  to('directory'),
  to('my-keys'),
  to('trust'),
];
const finance = any('finance');
const guardian = any('guardian');
const publisher = any('publisher');
const administrator = any('administrator');
const keyHolder: May = any('intake', 'handler', 'lead', 'custodian', 'guardian', 'finance', 'supervisor');
const proof = { challenge: BYTES, signature: BYTES };
const proposing = { statement: '{}', signature: BYTES, attestation: BYTES };
const [HASH, SIGNATURE] = ['a'.repeat(64), 'A'.repeat(86)];
const stamp = {
  directoryHash: HASH,
  directoryVersion: 1,
  routingHash: HASH,
  routingVersion: 1,
  signature: SIGNATURE,
};
const decision = {
  decisionNumber: '安应急罚〔2026〕9999号',
  decidedOn: '2026-01-05',
  offender: '某公司',
  creditCode: '',
  sector: 'fire',
  town: '',
  offence: '堵塞通道',
  legalBasis: '消防法',
  amountYuan: '1000',
};
const retention = {
  act: 'enter',
  kind: 'retention',
  effectiveFrom: '2027-01-01',
  legalBasis: '县办法',
  'ends.closed.contentDays': '9000',
  'ends.closed.identityDays': '9000',
  'ends.notAccepted.contentDays': '9000',
  'ends.notAccepted.identityDays': '9000',
  'ends.withdrawn.contentDays': '9000',
  'ends.withdrawn.identityDays': '9000',
  payeeDays: '9000',
};

/** What is done with money, decisions, members, keys and the signed lists. */
export const ACTS_OF_COUNTY: readonly ActTried[] = [
  ['fund.open', funds, ({ fireUnit }) => ({ act: 'open', unitId: fireUnit, year: '1', source: 'fiscal' }), finance],
  ['fund.credit', funds, () => ({ act: 'credit', amount: '1', fundId: NONE, voucher: 'x-1' }), finance],
  ['fund.close', funds, () => ({ act: 'close', fund: `${NONE} x`, end: 'giveBack', voucher: 'x-9' }), finance],
  ['fund.correct', funds, () => ({ act: 'correct', postingId: '1', voucher: 'x-2' }), finance],
  ['payout.correct', payouts, () => ({ act: 'correct', rewardId: NONE, voucher: 'x-3', reason: 'mistake' }), finance],
  ['reward.batch', payouts, () => ({ act: 'batch' }), finance],
  ['payout.release', payouts, () => ({ act: 'release', batchId: NONE, shares: '[]' }), guardian],
  ['payout.pay', payouts, () => ({ act: 'pay', rewardId: NONE, voucher: 'x-1', found: '1' }), finance],
  ['payout.find', payouts, () => ({ act: 'find', cashCode: '1' }), finance],
  ['payout.setCounter', payouts, () => ({ act: 'counter', 'place.zh': '', 'hours.zh': '' }), finance],
  ['penalty.register', penalties, () => ({ act: 'register', ...decision }), any('handler', 'lead')],
  ['penalty.import', to('penalties/import'), () => ({ act: 'check' }), any('handler', 'lead')],
  ['penalty.import', to('penalties/import'), () => ({ act: 'confirm', rows: '[]' }), any('handler', 'lead')],
  ['penalty.publish', penalties, () => ({ act: 'publish', id: NONE }), publisher],
  [
    'supervision.register',
    to('supervisions'),
    ({ day }) => ({ act: 'register', orderNumber: '1', supervisor: '1', employer: '1', hazard: '1', dueOn: day }),
    any('lead'),
  ],
  ['supervision.publish', to('supervisions'), () => ({ act: 'publish', id: NONE }), publisher],
  ['supervision.end', to('supervisions'), () => ({ act: 'end', id: NONE }), publisher],
  ['supervision.withdraw', to('supervisions'), () => ({ act: 'withdraw', id: NONE }), publisher],
  [
    'order.issue',
    to('orders'),
    ({ day }) => ({
      act: 'issue',
      unitId: NONE,
      kind: 'notice',
      reason: 'other',
      number: '安委办〔2026〕1号',
      dueOn: day,
    }),
    any('supervisor'),
  ],
  ['order.answer', to('orders'), () => ({ act: 'answer', id: NONE, answerNumber: '应急〔2026〕1号' }), any('lead')],
  ['order.accept', to('orders'), () => ({ act: 'accept', id: NONE }), any('supervisor')],
  ['order.return', to('orders'), ({ day }) => ({ act: 'return', id: NONE, dueOn: day }), any('supervisor')],
  ['order.withdraw', to('orders'), () => ({ act: 'withdraw', id: NONE }), any('supervisor')],
  [
    'assessment.enter',
    to('assessment'),
    () => ({ month: '1990-01', unitId: NONE, indicator: 'publicity', points: '1' }),
    any('supervisor'),
  ],
  ['release.ask', to('releases'), () => ({ month: '1990-01' }), publisher],
  ['penalty.withdraw', penalties, () => ({ act: 'withdraw', id: NONE, reason: 'mistake' }), publisher],
  [
    'member.create',
    members,
    ({ fireUnit }) => ({ act: 'invite', login: 'x.y', name: '', unitId: fireUnit, roles: 'handler' }),
    administrator,
  ],
  ['member.create', members, ({ memberId }) => ({ act: 'renew', memberId }), administrator],
  ['member.create', to('opening'), ({ memberId }) => ({ act: 'renew', memberId }), administrator],
  [
    'member.create',
    to('opening'),
    ({ fireUnit }) => ({ act: 'post', unitId: fireUnit, post: '0', login: 'x.z', name: '' }),
    administrator,
  ],
  [
    'member.create',
    to('opening'),
    ({ fireUnit }) => ({ act: 'everybody', unitId: fireUnit, post: '0', login: 'x.z', name: '\u200b' }),
    administrator,
  ],
  ['member.create', to('opening'), () => ({ act: 'renewAll' }), administrator],
  ['member.changeRoles', members, ({ memberId }) => ({ act: 'roles', memberId, roles: 'none' }), administrator],
  ['member.disable', members, () => ({ act: 'disable', memberId: NONE }), administrator],
  ['policy.edit', to('policies'), () => retention, administrator],
  ['policy.edit', to('policies/situations'), () => ({ act: 'check' }), administrator],
  ['policy.edit', to('policies/situations'), () => ({ act: 'confirm', items: '[]' }), administrator],
  [
    'policy.confirm',
    to('policies'),
    () => ({ act: 'confirm', request: NONE, shown: '' }),
    any('administrator', 'guardian', 'supervisor'),
  ],
  [
    'policy.refuse',
    to('policies'),
    () => ({ act: 'refuse', request: NONE }),
    any('administrator', 'guardian', 'supervisor'),
  ],
  [
    'keyRemoval.refuse',
    to('removals'),
    ({ removal }) => ({ act: 'refuse', request: removal }),
    any('guardian', 'administrator'),
  ],
  [
    'keyRemoval.confirm',
    to('removals'),
    ({ removal }) => ({ act: 'confirm', request: removal }),
    any('guardian', 'administrator'),
  ],
  ['unit.revokeKey', keys, () => ({ act: 'revoke', memberId: NONE }), everybody],
  ['keyRemoval.ask', keys, ({ memberId }) => ({ act: 'revoke', memberId, warned: 'yes' }), everybody],
  ['unit.makeKey', keys, ({ recipient, wrapped }) => ({ act: 'make', unitKeyId: NONE, recipient, wrapped }), keyHolder],
  [
    'unit.printShares',
    keys,
    ({ fireKey }) => ({ act: 'printed', unitKeyId: fireKey, holders: `${NONE},a,b` }),
    keyHolder,
  ],
  [
    'unit.grantKey',
    keys,
    ({ fireKey, memberId, wrapped }) => ({ act: 'grant', unitKeyId: fireKey, memberId, wrapped }),
    keyHolder,
  ],
  ['unit.rotateKey', keys, ({ recipient }) => ({ act: 'rotate', unitKeyId: NONE, recipient, grants: '[]' }), keyHolder],
  ['unit.restoreKey', keys, ({ fireKey, wrapped }) => ({ act: 'restore', unitKeyId: fireKey, wrapped }), keyHolder],
  ['unit.rewrap', to('keys/carry-over'), () => ({ act: 'page' }), keyHolder],
  ['unit.rewrap', to('keys/carry-over'), () => ({ act: 'items', toKeyId: NONE, items: '[]' }), keyHolder],
  ['directory.begin', directory, () => ({ act: 'make', publicKey: KEY, wrapped: BYTES }), guardian],
  ['log.confirmKey', directory, () => ({ act: 'confirmLogKey', number: '9999', signature: BYTES }), guardian],
  ['directory.propose', directory, () => ({ act: 'propose', ...proposing }), guardian],
  ['directory.propose', directory, () => ({ act: 'withdraw', version: '9999' }), guardian],
  ['directory.certify', directory, () => ({ act: 'confirm', version: '9999', attestation: BYTES }), guardian],
  [
    'directory.certifyByReserve',
    directory,
    () => ({ act: 'confirmByReserve', version: '9999', attestation: BYTES }),
    guardian,
  ],
  ['routing.propose', directory, () => ({ act: 'proposeRouting', ...proposing }), guardian],
  ['routing.propose', directory, () => ({ act: 'withdrawRouting', version: '9999' }), guardian],
  ['routing.certify', directory, () => ({ act: 'confirmRouting', version: '9999', attestation: BYTES }), guardian],
  [
    'directory.stamp',
    to('stamp'),
    ({ day }, { memberId }) => ({ stamp: JSON.stringify({ ...stamp, memberId, day }) }),
    guardian,
  ],
  [
    'directory.stampByReserve',
    to('stamp'),
    ({ day }) => ({ stamp: JSON.stringify({ ...stamp, memberId: RESERVE_ID, day }) }),
    guardian,
  ],
  ['reserve.drill', to('reserve'), ({ day }) => ({ directoryVersion: '1', day, signature: BYTES }), guardian],
  ['unit.sayHeld', trust, ({ fireKey }) => ({ step: 'held', unitKeyId: fireKey, signature: BYTES }), keyHolder],
  [
    'member.remember',
    trust,
    () => ({ step: 'mark', passkey: '', replaces: KEY, wrappedKeys: BYTES, ...proof }),
    everybody,
  ],
  ['member.remember', trust, () => ({ step: 'memory', memory: '{}' }), everybody],
  ['member.removePasskey', myKeys, () => ({ step: 'remove', id: 'x', ...proof }), everybody],
  [
    'member.changePassphrase',
    myKeys,
    () => ({ step: 'change', wrappedKeys: BYTES, loginKey: BYTES, oldLoginKey: BYTES }),
    everybody,
  ],
  [
    'member.changePassphrase',
    myKeys,
    () => ({ step: 'set', loginKey: BYTES, wrappedKeys: BYTES, totpSecret: 'x', totp: '1', ...proof }),
    everybody,
  ],
  ['member.changePassphrase', myKeys, () => ({ step: 'renew', totpSecret: 'x', totp: '1', ...proof }), everybody],
  ['member.checkPassphrase', myKeys, () => ({ step: 'check', loginKey: BYTES, totp: '1' }), everybody],
  [
    'member.addPasskey',
    to('passkeys'),
    () => ({ step: 'add', answer: '{}', label: 'x', wrappedKeys: BYTES, signature: BYTES }),
    everybody,
  ],
];
