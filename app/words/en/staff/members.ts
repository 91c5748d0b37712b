import type { Shape } from '~/words/define';
import type { membersWords as zh } from '~/words/zh/staff/members';

export const membersWords: Shape<typeof zh> = {
  title: 'Members',
  lead: 'Invite members, change roles, disable accounts. Administrators hold no unit key and see nothing of reports.',
  oneAddress:
    'Today’s visits all seem to come from one address. Probably the proxy is not set as trusted, or does not pass on visitors’ addresses: when it is busy, one person can take everybody’s places. Whoever runs the site sets ANSHAO_TRUSTED_PROXY as the operations guide says.',
  readinessTitle: 'Opening of reporting',
  open: 'Reporting is open.',
  closed:
    'Reporting is not open yet: intake, custodians and guardians each need a certified key and two members who hold it. Other units need not be waited for.',
  unrouted: 'Guardians have not signed the duties on the page “Key list”, so that reports cannot be routed.',
  openWithout: 'These units are not ready; what would go to them goes to their successor, the next above or intake.',
  unit: 'Unit',
  holders: 'Members with the key',
  lack: 'Still missing',
  lacks: {
    noKey: 'Unit key: the unit’s first member makes it',
    notCertified: 'Certified key: a guardian compares the fingerprint',
    fewMembers: 'A second member who holds the key',
    sharesUnconfirmed: 'The word that its recovery shares are printed, and who keeps them',
  },
  inviteTitle: 'Invite a member',
  name: 'Name',
  login: 'Login name',
  loginHint: 'Small letters, digits, dots and hyphens, 2 to 40',
  roles: 'Roles',
  whichRoles: 'Which roles one person may not hold together, and who does what',
  formerTitle: 'Worked at another office of this county before',
  former: 'Former offices',
  formerHint:
    'Tick every one, also secondments and those under another sign-in. Nobody takes part in opening who sent, what says, or who is paid for a report about an office that was theirs. Guardians ask in person when they certify.',
  invite: 'Invite',
  invited: (name) =>
    `${name} is invited. Hand over the link in person; it is shown only once and works for seven days.`,
  loginTaken: 'Somebody has this login name already.',
  loginWrong: 'Use small letters, digits, dots and hyphens, 2 to 40.',
  nameWrong: 'Enter a name of at most 60 characters.',
  chooseUnit: 'Choose a unit.',
  chooseRoles: 'Choose at least one role.',
  listTitle: 'All members',
  status: 'State',
  statuses: { invited: 'Invited', enrolled: 'Active', disabled: 'Disabled' },
  signsIn: { passkeyOnly: 'No passphrase', renewAuthenticator: 'Authenticator to be changed' },
  passkeyOnly: (names) =>
    `Members with passkeys only: ${names}. They set a passphrase and an authenticator on My keys before the site moves to another address, or they cannot sign in there.`,
  change: 'Change',
  changeTitle: (name) => `Change ${name}`,
  saveRoles: 'Save roles',
  disable: 'Disable account',
  disableHint: 'Ends their sessions at once. Unit keys they held should be replaced soon.',
  closes: (effect) =>
    `To disable this one or take the role that holds the key, a guardian or another administrator must agree. ${effect} Better hand the key to another member first.`,
  waits: 'Waits for agreement',
  askRoles: 'Save roles (asking somebody else where needed)',
  askDisable: 'Ask to disable; somebody else agrees',
  asked: 'Sent to the guardians and the other administrators. Until one agrees nothing changes.',
  newLink: 'Make a new link',
  own: 'Your own roles are changed by another administrator.',
  rolesSaved: 'Roles saved.',
  disabled: 'Account disabled.',
  samePerson: 'You cannot change your own roles; another administrator does it.',
};
