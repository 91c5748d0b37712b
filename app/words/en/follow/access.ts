import type { Shape } from '~/words/define';
import type { accessWords as zh } from '~/words/zh/follow/access';

export const accessWords: Shape<typeof zh> = {
  signIn: {
    title: 'Staff sign-in',
    lead: 'Your keys are opened in this device’s browser only; the server never gets them.',
    login: 'Login name',
    passphrase: 'Passphrase',
    passphraseHint: 'Six English words, separated by spaces',
    totp: 'Verification code',
    totpHint: 'The 6 digits in your authenticator app; each serves once',
    submit: 'Sign in',
    deriving: 'Deriving your keys, please wait…',
    wrong:
      'Login name, passphrase or code is wrong, or the code was used before. Wait for the next code and try again.',
    slowClock: (minutes) =>
      `This code was right about ${minutes} minutes ago: the phone’s clock is slow. Let the phone set its time by itself, wait for the next code and try again.`,
    noScript: 'Signing in needs JavaScript: your keys are opened only in this device’s browser.',
    ended: 'You are signed out and your keys are cleared from this device.',
  },
  unlock: {
    wrong: 'The passphrase is wrong.',
    failed:
      'This browser did not derive the keys, and nothing was sent: perhaps it has too little memory, or does not let this site compute in the background. Close other pages and try again; if that fails too, take another browser or device.',
    noWasm:
      'This browser has WebAssembly switched off, so it cannot derive keys, and nothing was sent. Switch it on for this site (on Apple devices, switch Lockdown Mode off for it), or take another browser; then try again.',
    lockNow: 'Lock keys',
    signOut: 'Sign out',
  },
  enrol: {
    title: 'Set up your account',
    lead: (name, unit) =>
      `${name} (${unit}), please do this on your own device. Your keys are made here; neither the server nor the administrator ever gets them.`,
    signedInAs: (name, invited) =>
      `${name} is signed in in this browser. Open this link on ${invited}’s own device, or sign out first and open it again.`,
    login: 'Your login name',
    step1: '1. Write down your passphrase',
    step1Text:
      'These six words are your only passphrase. Write them on paper and keep it safe; do not photograph them or tell anyone. Nobody can recover them.',
    another: 'Other words',
    step2: '2. Add to your authenticator app',
    step2Text: 'Scan the code with the authenticator app on your phone.',
    qrAlt: 'QR code for the authenticator',
    secret: 'If you cannot scan, type this key',
    step3: '3. Check',
    retype: 'Type the passphrase again',
    retypeHint: 'From your paper, to be sure it is right',
    totp: 'The 6 digits the authenticator shows',
    submit: 'Make my keys and finish',
    working: 'Making your keys…',
    mismatch: 'This differs from the passphrase above. Compare with your paper and type it again.',
    wrongTotp: 'The code is wrong. Check that the phone’s clock is right, wait for the next code and try again.',
    expired: 'This link was used or has expired. Ask the administrator for a new one.',
    done: 'Your account is ready',
    doneText: 'You can now sign in with your login name, passphrase and code. Keep the paper safe.',
    goSignIn: 'Go to sign-in',
  },
  home: {
    title: (name) => `Hello, ${name}`,
    next: 'What to do next',
    waiting: 'Waiting for you',
    counted: 'Your department’s cases now',
    other: 'Other work',
    cases: {
      title: 'Most urgent cases',
      all: 'See all cases of your unit',
      queue: 'Open the cases: filter, assign, export',
    },
    nothing: 'Nothing needs you now.',
    items: {
      queue: 'Cases',
      oversight: 'Oversight',
      marks: 'Marks of accused units',
      marksText: 'Waiting for a guardian to confirm',
      removals: 'Keys to be taken back',
      removalsText: 'What a second person must agree to',
      deletions: 'Requests to delete',
      deletionsText: 'Waiting for a guardian to agree',
      oversightUrgent: 'open with danger to life',
      oversightOverdue: 'overdue',
      oversightText: 'Progress and deadlines of all units',
      orders: 'Orders of the committee office',
      ordersText: (open, late) => `${open} to look at, ${late} of them past their day`,
      ordersOwn: 'What the committee office asked of units',
      supervisions: 'Public supervision',
      supervisionsText: (count: number) => `${count} waiting to be published`,
      penalties: 'Penalty decisions',
      penaltiesOwn: 'Register decisions of your unit, also from an old ledger',
      penaltiesText: (n) => `${n} waiting to be published`,
      releases: 'Monthly statistics',
      releasesText: (n) =>
        n > 0
          ? `${n === 1 ? 'One month waits' : `${n} months wait`} to be released`
          : 'Release last month’s statistics',
      rewards: 'Rewards',
      rewardsText: (n) => `${n} waiting for your approval or a colleague’s`,
      payouts: 'Payments',
      ceremonies: 'Two-person openings',
      ceremoniesText: (n) =>
        n > 0 ? `${n} waiting for you` : 'Requests for identities, escrowed keys and payee samples',
      payoutsFinance: (n) => `${n} claimed or released`,
      payoutsGuardian: (n) => `${n} batches waiting for release`,
      funds: 'Reward fund',
      fundsText: 'Balance and ledger',
      fundsLow: (n) => `Money is low or lacks in ${n} units`,
      keys: 'Unit key',
      keysMake: 'Your unit has no key: make it and print the recovery shares',
      keysGrant: (n) => `${n} members wait for you to hand the unit key on`,
      keysText: 'Who holds your unit’s key',
      directory: 'Key list',
      directoryText: (n) =>
        n === 0 ? 'All keys are certified' : `${n} to look at: waiting to be compared and certified, or an alarm`,
      opening: 'Getting ready',
      openingText: 'Invite people, and see who has to do what next',
      members: 'Members',
      setup: 'Export and import',
      setupText: 'The whole set-up as one file',
      address: 'Site address',
      addressText: 'Move to another domain, or use two for a while',
      membersText: (n) =>
        n === 0
          ? 'All units are ready'
          : `${n === 1 ? 'One unit has' : `${n} units have`} not yet two holders of a key`,
      units: 'Units',
      unitsText: (n) =>
        n === 0 ? 'Offices, who is above whom, and how to reach them' : `Changes of ${n} units wait to be signed`,
      hazards: 'Hazards',
      outgoing: 'To the level above',
      outgoingText: (n) =>
        n === 0 ? 'No sealed file waits to be handed on' : `${n} sealed files wait to be handed on`,
      outgoingLate: (n, late) => `${n} sealed files wait to be handed on, ${late} of them longer than the rules allow`,
      superior: 'Level above',
      superiorText: 'How to reach it, and to whose keys things are sealed for it',
      areas: 'Towns and villages',
      areasText: 'Add, rename and close them',
      alerts: 'Alerts',
      alertsText: (n) =>
        n === 0
          ? 'whether somebody looks after reports of danger to life'
          : n === 1
            ? 'report of danger to life that nobody confirmed'
            : 'reports of danger to life that nobody confirmed',
      ledger: 'From an old ledger',
      hazardsText: (late: number, reinspected: number) =>
        late + reinspected === 0
          ? 'enter hazards, have them put right, strike them off'
          : `${late} late, ${reinspected} to be struck off`,
      ledgerText: 'bring in open reports of an Excel ledger',
      calendar: 'Working days',
      county: 'Name and hotline',
      countyText: (n) => (n === 0 ? 'of this county or town' : 'a change of name or hotline for a second person'),
      calendarText: (n) => (n === 0 ? 'holidays of each year' : 'changes of holidays for a second person'),
      roster: 'Duty roster',
      rosterText: (n) =>
        n === 0 ? 'who is told of danger, and test messages' : 'changes of the duty roster for a second person',
      duties: 'Duties',
      dutiesText: (n) => (n === 0 ? 'Which unit regulates which trade' : `${n} changes wait for guardians to sign`),
      employers: 'Employers',
      employersText: 'The register and who regulates each; import from a table',
      boards: 'Signboards',
      boardsText: 'Put up, change, take down; print with QR code',
      policies: 'Rules',
      policiesText: (n) =>
        n === 0
          ? 'Rewards, time limits, retention: enter the county’s next version'
          : 'versions of rules for a second person',
      log: 'Log',
      logText: 'The record that cannot be changed',
      report: 'Register a report',
      reportText: 'Fill in the form for a caller or visitor',
    },
  },
  busy: (seconds) => `Too many tries. Wait ${seconds} seconds.`,
  rules: {
    lastAdministrator: 'At least one administrator must stay.',
    lastHolder:
      'This member is the last certified one who can open the unit’s key; without them the unit could not open its own cases. First have another certified member of the unit get the key, from a holder or from the printed shares.',
    secondPerson:
      'Only one person could then open the key of the unit, so somebody else must agree. Read the warning and send it again.',
    closesNothing: 'Nobody else needs to agree any more. Do it directly.',
    rolesFitUnit:
      'The chosen unit may not have these roles. At intake, handlers and leads must be intake officers too; at the custodians, finance officers must be custodians too. The page Roles has the rest.',
    notCertified: 'A guardian has not certified this member yet.',
    mayNotHoldKey: 'This member’s roles may not hold the unit’s key.',
    notEnrolled: 'This member has not set up an account yet.',
    lastWayIn: 'This is your only way to sign in. Add another passkey or set a passphrase first.',
    keysLocked: 'Your keys are locked. Open them and try again.',
    maxPasskeys: 'Ten passkeys are the most. Remove one that you do not use.',
  },
};
