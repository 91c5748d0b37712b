import { type ActTried, any, everybody, inFire, NONE } from './role-matrix';

const administrator = any('administrator');
const to = (page: string) => () => `/zh/staff/${page}`;
const duties = to('duties');
const cell = { sector: 'fire', matter: '*', duty: 'regulates', area: '*' };
const employer = { act: 'save', 'name.zh': '', creditCode: '', sector: 'fire', areaCode: 'x' };
const board = {
  act: 'save',
  code: '',
  kind: 'risk',
  'site.zh': '',
  areaCode: 'x',
  employer: '',
  risks: '',
  hotline: '',
};

const unit = { act: 'save', kind: '', code: '', 'name.zh': '', parentUnitId: '', areaCode: 'x', fromDay: '' };
const oneUnit = to(`units/${NONE}`);

const rosterLine = { act: 'save', event: '', unitId: '', role: '', days: '', from: '', to: '', rank: '', mail: '' };
const holidays = { year: '2026', text: '', notice: '', shown: '' };
const holders = any('handler', 'lead', 'intake', 'custodian', 'guardian');
const seconds = any('administrator', 'guardian', 'supervisor');

const ROW = { names: { zh: '' }, creditCode: '', sector: '', areaCode: '', regulators: [] };

/** Drafts of units, duties, boards and employers, and the notice of a reward. */
export const ACTS_OF_REGISTERS: readonly ActTried[] = [
  ['duty.set', duties, () => ({ act: 'sector', sector: 'fire', county: NONE }), administrator],
  ['duty.set', duties, () => ({ act: 'nearest' }), administrator],
  ['duty.set', duties, () => ({ act: 'accidents', unitId: NONE }), administrator],
  ['duty.set', duties, () => ({ act: 'add', ...cell, unitId: NONE }), administrator],
  ['duty.set', duties, () => ({ act: 'remove', ...cell, area: '9' }), administrator],
  ['duty.move', duties, () => ({ act: 'move', sector: 'all', fromUnitId: NONE, toUnitId: NONE }), administrator],
  ['duty.day', duties, () => ({ act: 'day', fromDay: '', shown: '' }), administrator],
  [
    'duty.terms',
    duties,
    () => ({ act: 'terms', stampDays: '0', intakeUnitId: NONE, upperUnitId: NONE }),
    administrator,
  ],
  ['unit.draft', to('units/new'), () => unit, administrator],
  ['unit.draft', oneUnit, () => unit, administrator],
  ['unit.merge', oneUnit, () => ({ act: 'end', successorId: NONE, endDay: '' }), administrator],
  ['unit.close', oneUnit, () => ({ act: 'end', successorId: '', endDay: '' }), administrator],
  ['unit.takeBack', oneUnit, () => ({ act: 'takeBack' }), administrator],
  [
    'superiorReport.send',
    to('outgoing'),
    () => ({ act: 'sent', number: '', way: 'post', sentOn: '' }),
    any('intake', 'lead', 'supervisor', 'administrator'),
  ],
  ['superior.draft', to('superior'), () => ({ act: 'save', 'name.zh': '' }), administrator],
  ['superior.draft', to('superior'), () => ({ act: 'drop', shown: '[]' }), administrator],
  ['superior.takeBack', to('superior'), () => ({ act: 'takeBack' }), administrator],
  ['duty.set', to('duties/try'), () => ({ act: 'try' }), administrator],
  ['duty.set', to('duties/try'), () => ({ act: 'preview' }), administrator],
  ['sector.draft', to('duties/sectors'), () => ({ act: 'save', sector: '', 'name.zh': '甲' }), administrator],
  ['area.import', to('areas'), () => ({ act: 'check' }), administrator],
  ['area.import', to('areas'), () => ({ act: 'confirm', rows: '[]' }), administrator],
  ['setup.import', to('setup'), () => ({ act: 'confirm', text: '{}', told: '' }), administrator],
  ['setup.import', to('setup'), () => ({ act: 'check' }), administrator],
  [
    'rehearsal.send',
    to('rehearsal'),
    () => ({ act: 'send', meantFor: NONE, report: 'AAAA', signingKey: '', shareHash: '' }),
    administrator,
  ],
  ['rehearsal.see', to('rehearsal'), () => ({ act: 'see', reportId: NONE, proof: '' }), holders],
  ['rehearsal.end', to('opening'), () => ({ act: 'endRehearsal' }), administrator],
  ['roster.ask', to('roster/new'), () => rosterLine, administrator],
  ['roster.ask', to('roster/new'), () => ({ act: 'end', endDay: '' }), administrator],
  ['roster.ask', to(`roster/${NONE}`), () => rosterLine, administrator],
  ['roster.ask', to(`roster/${NONE}`), () => ({ act: 'end', endDay: '' }), administrator],
  ['roster.confirm', to('roster'), () => ({ act: 'confirm', request: NONE, shown: '' }), seconds],
  ['roster.refuse', to('roster'), () => ({ act: 'refuse', request: NONE }), seconds],
  [
    'county.ask',
    to('county'),
    () => ({ act: 'ask', 'name.zh': '', hotline: '', fromDay: '', shown: '' }),
    administrator,
  ],
  ['county.confirm', to('county'), () => ({ act: 'confirm', request: NONE, shown: '' }), seconds],
  ['county.refuse', to('county'), () => ({ act: 'refuse', request: NONE }), seconds],
  ['calendar.ask', to('calendar'), () => ({ act: 'check', ...holidays }), administrator],
  ['calendar.ask', to('calendar'), () => ({ act: 'ask', ...holidays }), administrator],
  ['calendar.ask', to('calendar'), () => ({ act: 'revert', year: '1999' }), administrator],
  ['calendar.confirm', to('calendar'), () => ({ act: 'confirm', request: NONE, shown: '' }), seconds],
  ['calendar.refuse', to('calendar'), () => ({ act: 'refuse', request: NONE }), seconds],
  ['roster.test', to('roster'), () => ({ act: 'test', entry: NONE }), any('administrator', 'supervisor')],
  [
    'alert.acknowledge',
    to('alerts'),
    ({ caseId }) => ({ act: 'acknowledge', caseId }),
    inFire('intake', 'handler', 'lead'),
  ],
  ['alert.answerTest', to('alerts'), () => ({ act: 'answer', number: '1' }), everybody],
  ['employer.create', to('employers/new'), () => employer, administrator],
  ['employer.change', to(`employers/${NONE}`), () => employer, administrator],
  ['employer.close', to(`employers/${NONE}`), () => ({ act: 'close' }), administrator],
  ['employer.close', to('employers/new'), () => ({ act: 'close' }), administrator],
  ['signboard.close', to('boards/new'), () => ({ act: 'close' }), administrator],
  ['employer.import', to('employers/import'), () => ({ act: 'confirm', rows: JSON.stringify([ROW]) }), administrator],
  ['employer.import', to('employers/import'), () => ({ act: 'check' }), administrator],
  ['signboard.create', to('boards/new'), () => board, administrator],
  ['signboard.change', to('boards/ZZ99'), () => board, administrator],
  ['signboard.close', to('boards/ZZ99'), () => ({ act: 'close' }), administrator],
  [
    'reward.extendClaim',
    to('rewards'),
    ({ proposal }) => ({ act: 'extendClaim', proposalId: proposal, reason: 'illness' }),
    inFire('lead'),
  ],
  [
    'reward.notify',
    to('rewards'),
    ({ proposal }) => ({ act: 'notify', proposalId: proposal, method: 'told' }),
    inFire('handler', 'lead'),
  ],
];
