import type { Role } from '~/domain/vocabulary';

/** What the attacked copy has to act on. */
export type Things = {
  /** A case of the fire brigade. */
  caseId: string;
  fireUnit: string;
  memberId: string;
};
export type Who = { login: string; roles: readonly Role[]; unit: string };
type May = (who: Who) => boolean;

const any =
  (...roles: Role[]): May =>
  ({ roles: held }) =>
    roles.some((role) => held.includes(role));
const inFire =
  (...roles: Role[]): May =>
  (who) =>
    who.unit === 'fire' && any(...roles)(who);
const everybody: May = () => true;

/** Written down by hand from PRODUCT and the threat model, not read from the program that is attacked. */
export const PAGES: readonly [path: (things: Things) => string, may: May][] = [
  [() => '/zh/staff', everybody],
  [() => '/zh/staff/my-keys', everybody],
  [() => '/zh/staff/queue', any('intake', 'handler', 'lead')],
  [() => '/zh/staff/queue.csv', any('intake', 'handler', 'lead')],
  [() => '/zh/staff/oversight', any('supervisor', 'auditor')],
  [() => '/zh/staff/log', any('auditor')],
  [() => '/zh/staff/samples', any('auditor')],
  [() => '/zh/staff/members', any('administrator')],
  [() => '/zh/staff/policies', any('administrator')],
  // Signboards hang at the gates; they are no secret from staff.
  [() => '/zh/staff/boards', everybody],
  [() => '/zh/staff/duties', any('administrator')],
  [() => '/zh/staff/employers', any('administrator')],
  [() => '/zh/staff/employers/new', any('administrator')],
  [() => '/zh/staff/employers/import', any('administrator')],
  [() => '/zh/staff/boards/new', any('administrator')],
  [() => '/zh/staff/boards/AL01', any('administrator')],
  [() => '/zh/staff/boards/AL01/sheet', any('administrator', 'lead')],
  [() => '/zh/staff/directory', any('guardian')],
  [() => '/zh/staff/marks', any('guardian')],
  [() => '/zh/staff/deletions', any('guardian')],
  [() => '/zh/staff/penalties', any('publisher', 'handler', 'lead')],
  [() => '/zh/staff/payouts', any('finance', 'guardian')],
  [() => '/zh/staff/funds', any('finance', 'lead', 'auditor')],
  [() => '/zh/staff/rewards', any('handler', 'lead')],
  [() => '/zh/staff/ceremonies', any('guardian', 'custodian', 'lead', 'finance', 'auditor')],
  [() => '/zh/staff/ceremonies/ask', any('lead')],
  [({ caseId }) => `/zh/staff/cases/${caseId}`, inFire('intake', 'handler', 'lead')],
  [({ caseId }) => `/zh/staff/cases/${caseId}/delete`, inFire('lead')],
  [({ caseId }) => `/zh/staff/cases/${caseId}/accused`, inFire('intake', 'handler', 'lead')],
];

type Fields = Record<string, string>;
const BYTES = 'AAAA';

/** Each act with fields that are well enough formed for the question whether this person may do it at all. */
export const ACTS_TRIED: readonly [
  name: string,
  path: (things: Things) => string,
  fields: (things: Things) => Fields,
  may: May,
][] = [
  ['case accept', onCase, () => ({ act: 'accept' }), inFire('handler', 'lead')],
  ['case confirm', onCase, () => ({ act: 'confirm' }), inFire('lead')],
  ['case close', onCase, () => ({ act: 'close' }), inFire('handler', 'lead')],
  ['case assign', onCase, ({ memberId }) => ({ act: 'assign', officer: memberId }), inFire('lead')],
  ['case note', onCase, () => ({ act: 'note', part: part() }), inFire('intake', 'handler', 'lead')],
  ['case return', onCase, () => ({ act: 'return', part: part() }), inFire('lead')],
  ['case penalty', onCase, () => ({ act: 'penalty', part: part() }), inFire('handler', 'lead')],
  ['case rectify', onCase, () => ({ act: 'rectify', part: part() }), inFire('handler', 'lead')],
  ['case strikeOff', onCase, () => ({ act: 'strikeOff', part: part() }), inFire('handler', 'lead')],
  ['case delete', ({ caseId }) => `/zh/staff/cases/${caseId}/delete`, () => ({ reason: 'courtOrder' }), inFire('lead')],
  [
    'fund open',
    () => '/zh/staff/funds',
    ({ fireUnit }) => ({ act: 'open', unitId: fireUnit, year: '1', source: 'fiscal' }),
    any('finance'),
  ],
  [
    'fund credit',
    () => '/zh/staff/funds',
    () => ({ act: 'credit', amount: '1', fundId: NONE, voucher: 'x' }),
    any('finance'),
  ],
  [
    'payout pay',
    () => '/zh/staff/payouts',
    () => ({ act: 'pay', rewardId: NONE, voucher: 'x', cashCode: '1' }),
    any('finance'),
  ],
  [
    'payout release',
    () => '/zh/staff/payouts',
    () => ({ act: 'release', batchId: NONE, shares: '[]' }),
    any('guardian'),
  ],
  [
    'member roles',
    () => '/zh/staff/members',
    ({ memberId }) => ({ act: 'roles', memberId, roles: 'none' }),
    any('administrator'),
  ],
  ['member renew', () => '/zh/staff/members', ({ memberId }) => ({ act: 'renew', memberId }), any('administrator')],
  [
    'duty set',
    () => '/zh/staff/duties',
    ({ fireUnit }) => ({ act: 'sector', sector: 'none', county: fireUnit }),
    any('administrator'),
  ],
  [
    'duty move',
    () => '/zh/staff/duties',
    () => ({ act: 'move', sector: 'fire', fromUnitId: NONE, toUnitId: NONE }),
    any('administrator'),
  ],
  [
    'duty terms',
    () => '/zh/staff/duties',
    () => ({ act: 'terms', stampDays: '0', intakeUnitId: NONE, upperUnitId: NONE }),
    any('administrator'),
  ],
  ['employer create', () => '/zh/staff/employers/new', () => ({ act: 'save' }), any('administrator')],
  [
    'employer import',
    () => '/zh/staff/employers/import',
    () => ({ act: 'confirm', rows: JSON.stringify([EMPTY_ROW]) }),
    any('administrator'),
  ],
  ['signboard create', () => '/zh/staff/boards/new', () => ({ act: 'save' }), any('administrator')],
  ['signboard change', () => '/zh/staff/boards/AL01', () => ({ act: 'save' }), any('administrator')],
  ['signboard close', () => '/zh/staff/boards/none', () => ({ act: 'close' }), any('administrator')],
  ['penalty publish', () => '/zh/staff/penalties', () => ({ act: 'publish', id: NONE }), any('publisher')],
  [
    'penalty withdraw',
    () => '/zh/staff/penalties',
    () => ({ act: 'withdraw', id: NONE, reason: 'mistake' }),
    any('publisher'),
  ],
  ['deletion confirm', () => '/zh/staff/deletions', () => ({ act: 'confirm', request: NONE }), any('guardian')],
  ['deletion refuse', () => '/zh/staff/deletions', () => ({ act: 'refuse', request: NONE }), any('guardian')],
  ['directory withdraw', () => '/zh/staff/directory', () => ({ act: 'withdraw', version: '9999' }), any('guardian')],
];

const EMPTY_ROW = { nameZh: '', nameEn: '', creditCode: '', sector: '', areaCode: '', regulators: [] };
const NONE = '00000000-0000-4000-8000-000000000000';
function onCase({ caseId }: Things): string {
  return `/zh/staff/cases/${caseId}`;
}
function part(): string {
  return JSON.stringify({ sequence: 999_999, keyEpoch: 0, bytes: BYTES });
}
