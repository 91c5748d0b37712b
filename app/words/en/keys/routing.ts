import type { Shape } from '~/words/define';
import type { routingWords as zh } from '~/words/zh/keys/routing';

export const routingWords: Shape<typeof zh> = {
  title: 'Duties and registers',
  lead: 'Reporters’ browsers route only by the duties, receiving units, signboards and employers that two guardians signed. What changes in the database without their signatures has no effect.',
  version: (n, day) => `Version ${n} in force, signed on ${day}`,
  none: 'Nothing has been signed yet: reports cannot be routed.',
  broken:
    'The signatures of the version in force do not hold, and routing of reports has stopped: somebody changed the database. Tell the other guardians, find out, then sign anew.',
  noDraft: 'There is no intake or upper unit yet, so nothing can be signed.',
  same: 'No change waits to be signed.',
  failed: 'Not done: the data do not match the signatures, or the connection broke. Open this page again.',
  changesTitle: 'What changes',
  changesText:
    'Read each line. A change that you were not told of may be somebody’s work in the database: do not sign, find out first.',
  comparedWith: (version) =>
    version === null
      ? 'Two guardians do not vouch for the newest version, so nothing is compared with it. None before it holds either: everything below is shown as new. Compare each line with the facts.'
      : `Two guardians do not vouch for the newest version, so nothing is compared with it. Below is what changes against version ${version}, the last that held.`,
  change: 'Change',
  what: 'What',
  kind: 'Kind',
  kinds: {
    takes: 'Unit that takes reports',
    rule: 'Duty',
    board: 'Signboard',
    employer: 'Employer',
    register: 'Register',
    area: 'Area',
    seat: 'Where a unit sits',
    sector: 'List of trades',
    setting: 'Setting',
  },
  changes: { added: 'added', removed: 'removed', changed: 'changed' },
  sentence: {
    whole: (name, parts) => (parts.length === 0 ? name : `${name}: ${parts.join('; ')}`),
    part: (label, text) => `${label} ${text}`,
    goesTo: (unit) => unit,
    changed: (label, before, after) => `${label === '' ? '' : `${label} `}from ${before} to ${after}`,
    renamed: (before, after) => `${before} (now ${after})`,
    place: (sector, where, more) => `${sector}, ${where}${more.length === 0 ? '' : ` (${more.join(', ')})`}`,
    alsoCalled: (own, others) => `${own} (${others})`,
    nothing: 'nothing',
  },
  sector: 'Trade',
  register: 'In the register of',
  face: 'What the board says (hash)',
  creditCode: 'Credit code',
  read: 'I have read each of these changes, and they are true',
  notRead: 'Read the changes and tick that you did.',
  propose: 'Sign, and ask another guardian to confirm',
  proposalTitle: (n) => `Version ${n} of the duties waits for a second guardian`,
  ownProposal: 'Ask another guardian to open this page on their own computer, read it and confirm.',
  othersProposal: 'Go through each line face to face with whoever proposed it before you confirm.',
  forged:
    'The signatures of this version are wrong, or it is not the one that follows: do not confirm it, and tell the other guardians.',
  confirm: (n) => `Confirm version ${n} of the duties`,
  takeBack: 'Take back',
  turnDown: 'Turn down',
  signing: 'Signing…',
  done: {
    proposed: 'Proposed; another guardian must confirm.',
    certified: 'The new duties are in force.',
    withdrawn: 'Turned down.',
  },
  duties: {
    regulates: 'regulates',
    does: 'does most of',
    nearest: 'is nearest to',
    accidents: 'verifies deaths and concealed accidents in',
  },
  any: { sector: 'all trades', area: 'the whole county', matter: 'all matters' },
  regulators: {
    trade: (unit, sectors) => (sectors === '' ? unit : `${unit} (${sectors})`),
    special: (unit, sectors) => `${unit} (special: ${sectors})`,
  },
  unregulated: 'no regulator',
  sectorStates: { offered: 'offered to reporters', closed: 'no longer offered' },
  settings: { stampDays: 'Term of a stamp (days)', intakeUnitId: 'Intake', upperUnitId: 'Next level up' },
  alarms: {
    broken: 'Duties and registers: the signatures do not hold, and reports are not routed',
    differs:
      'Duties, signboards or employers in the database are not those that were signed: they wait for it, or somebody changed the database',
  },
};
