import type { setupWords as zh } from '~/words/zh/county/setup';

export const setupWords: typeof zh = {
  title: 'First set-up',
  choose:
    'What place will this site serve? Choose one; the next step lets you change everything. Later the page Units adds, renames, merges and closes units.',
  lead: 'When this page is filled in, there are units and a first administrator. The link works once.',
  presets: {
    town: {
      name: 'Town or street, without sections',
      text: 'The safety office takes in and handles, the finance office keeps identities and pays rewards, the party office guards the keys, village contacts enter reports for others. Seven people are enough to open.',
    },
    sections: {
      name: 'Town or street, with sections',
      text: 'Also sections for planning, enforcement, fire, transport, market, agriculture and social affairs. Seven people open reporting; a section that has two people gets the reports that are its own.',
    },
    county: {
      name: 'County or district',
      text: 'Intake, discipline inspection, custodians, guardians, finance and the level above, ten departments, and the towns. Seven people open reporting; each other unit works for itself once it has two.',
    },
  },
  other: 'Choose another',
  outcomeTitle: 'What comes of it',
  outcome: [
    'Reporting does not open at once. It opens when intake, custodians and guardians each have two people with an account, certified, and holding the key.',
    'Other units need not be waited for: reports for a unit without two holders go to the level above it or to intake, and move to it when it is ready.',
    'On the page Getting ready the administrator invites these seven people. It says who has to do what next, and can be left for days.',
  ],
  sevenTitle: 'Seven people at least',
  seven: [
    'Two take in; where there is no department, the same two verify and reply.',
    'Two are custodians; where there is no finance office, the same two pay rewards.',
    'Two are guardians, with a printed and sealed reserve key.',
    'One is administrator and reads no report.',
  ],
  placeTitle: { villages: 'This town or street', towns: 'This county or district' },
  name: (language) => `Name in ${language}`,
  hotline: 'Reporting hotline',
  placesTitle: { villages: 'Villages', towns: 'Towns and streets' },
  places: (languages) => `One per line: names in ${languages}, with a comma between them; the second may be left out`,
  placesHint: {
    villages:
      'Reporters choose the place from them. May be left empty; the page Towns and villages imports them. For example:',
    towns: 'Each town also becomes a responsible unit. May be left empty and added later. For example:',
  },
  placesExample: { villages: '石桥村, Shiqiao Village', towns: '镇溪镇, Zhenxi Town' },
  placesWrong: 'Write one name on each line; an English name follows after one comma.',
  unitsTitle: 'Units',
  unitsHint: 'Names can be changed; untick what you do not need.',
  unitName: (unit, language) => `${unit}: name in ${language}`,
  keep: 'Set up',
  needed: 'Required',
  regulates: 'Regulates',
  kinds: {
    intake: 'Takes reports in; verifies what no department is responsible for',
    custodians: 'Hold one half of each identity; where there is no finance office, they pay rewards',
    guardians: 'Hold the other half, and certify everybody’s keys',
    upper: 'The level above; handles what is reported about this office itself',
    contacts: 'Enter reports for others, and cannot read them afterwards',
    discipline: 'Handles misconduct of officials',
    finance: 'Pays rewards',
    committee: 'Presses for progress, and reads no content',
    publicity: 'Publishes penalties and statistics',
    administration: 'Invites members and keeps the units; reads no content',
  },
  moreTitle: 'Add other departments or sections',
  moreHint: (languages) =>
    `One per line: names in ${languages}, with a comma between them; the second may be left out. What they regulate is set later, on the page Duties.`,
  unregulated: (sectors, nearest) =>
    nearest
      ? `Sectors that no section regulates (${sectors}) are handled by the first unit, as the nearest.`
      : `Reports of sectors that no department regulates (${sectors}) are read by intake, which passes them on.`,
  adminTitle: 'First administrator',
  adminName: 'Name',
  adminLogin: 'Login name',
  adminLoginHint: 'Small letters, digits, dots and hyphens, 2 to 40',
  submit: 'Finish set-up',
  expired: 'This set-up link was used or has expired. Run anshao setup-link on the server for a new one.',
  done: 'Set-up is done',
  doneText:
    'Give this link to the first administrator, to be opened on their own device. It is shown only once and works for seven days.',
  qr: 'QR code with which the first administrator sets up the account',
  next: 'Next: the administrator sets up the account, signs in, opens the page Getting ready, and does what it says.',
};
