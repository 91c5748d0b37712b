import type { Shape } from '~/words/define';
import type { keysWords as zh } from '~/words/zh/keys/keys';

export const keysWords: Shape<typeof zh> = {
  title: 'Unit key',
  lead: (unit) =>
    `The key of ${unit}: what is meant for the unit is sealed to it, and only members who hold it can open that.`,
  noKeyKind: 'Your unit receives nothing sealed and needs no key.',
  none: 'Your unit has no key yet',
  noneText:
    'The unit’s first member makes it in their own browser and prints three recovery shares, any two of which restore it.',
  mayNot: 'Your role does not hold the unit key.',
  make: 'Make the unit key',
  making: 'Making the key…',
  sharesTitle: 'Print the recovery shares',
  sharesText:
    'These three are shown only once and never sent. Print and separate them; three members of the unit keep one each. Any two together restore the key.',
  share: (n) => `Share ${n}`,
  print: 'Print',
  confirmShares: 'Printed and kept apart',
  sharesWarning: 'They cannot be shown again once this page is closed.',
  saved: 'Saved.',
  notPrinted:
    'Whoever made this key has not confirmed that its recovery shares are printed; until then the unit is not ready. If that page was left without printing, the shares are gone: once this key is certified, renew the unit’s key here and print new ones.',
  tooFewKeepers:
    'Two members and the unit’s safe keep a recovery share each: have a second member enrol first, then make the unit’s key.',
  fingerprint: 'Fingerprint',
  madeOn: 'Made on',
  keyCertified: 'Certified by two guardians',
  keyWaits: 'Waiting for two guardians to certify it',
  state: 'State',
  holders: 'Members',
  name: 'Name',
  ownFingerprint: 'Fingerprint of their own key',
  holds: 'Holds the key',
  holdsUncertified: 'Holds the key without being certified: tell a guardian',
  waitsCertified: 'Waiting to be certified',
  waitsEnrol: 'Account not set up yet',
  notEligible: 'Role holds no key',
  ready: 'Can be given the key',
  grant: (name) => `Give the key to ${name}`,
  granting: 'Sealing…',
  failed: 'This was not completed. The key list’s signature or a key does not match; tell a guardian.',
  locked: 'Open your keys first.',
  revoke: (name) => `Take the key back from ${name}`,
  askRevoke: (name) => `Ask to take the key back from ${name}`,
  revokeAsked: 'Sent. A guardian or an administrator decides.',
  closes: (effect) => `A guardian or an administrator must agree. ${effect}`,
  shares: {
    leave:
      'The recovery shares are shown this once, and it is not confirmed yet who keeps them. If you leave now you cannot see them again. Leave?',
    keptBy: (n) => `Who keeps share ${n}`,
    choose: 'Choose',
    safe: 'The unit’s safe',
    chooseAll: 'Choose who keeps each share.',
    different: 'Three different keepers, at least two of them members of the unit; the safe holds one share only.',
    neverBoth: 'Nobody may keep shares of both the custodians and the guardians.',
  },
  rotation: {
    title: 'Change the key',
    due: 'Somebody who held this key has left or changed roles since it was made. Change the key.',
    notDue: 'Nobody who held this key has left since it was made.',
    text: 'The next key is made in your browser and wrapped only to the unit’s members on the list; it comes into force when two guardians certify it. What lies under the old key is then wrapped anew in the browser, and open cases get new keys.',
    make: 'Make the next key',
    waiting: (epoch) =>
      `The key of generation ${epoch} is made and waits for two guardians. Come back to this page once they have certified it.`,
    carryText: (cases, left) =>
      `The new key is in force. ${cases} open cases need new keys and ${left} things must be wrapped anew. You may stop; any member of the unit can go on later.`,
    carry: 'Carry over to the new key',
    carrying: 'Working… keep this page open',
    cases: (done, all) => `New keys for cases: ${done} of ${all}`,
    wraps: (done, all) => `Wrapped anew: ${done} of ${all}`,
    skipped: (n) =>
      `${n} cases keep their keys (a report has no reporter’s key that can be checked, or somebody just renewed them).`,
    closed: (n) =>
      `${n} cases could not be opened and keep their keys: they could not be opened with the old key either and were never readable for this unit, so changing the key loses nothing. A report sent with spoilt content looks like this.`,
    unopened: (n) =>
      `${n} things could not be opened with the old key either and were kept as they are: they were never readable for this unit, so changing the key loses nothing.`,
    stopped: 'Not everything was done. What was done stays; check the network and press the button again.',
    waits:
      'Everything is under the new key. Requests under way still need the old one; press the button again once they have ended, and the old key is gone.',
  },
  restore: {
    title: 'Restore the key from printed shares',
    text: 'When nobody in the unit can open its key, two keepers each type their share. They are joined in this browser and never sent. One share alone is worth nothing.',
    share: (n) => `Share ${n}`,
    restore: 'Restore the key',
    badShare: 'A share is mistyped, given twice, or of another set. Check it against the print.',
    otherKey: 'These shares belong to another key.',
    opens: 'The key is restored: what was kept has been read back and opened in this browser.',
    fails:
      'What the server kept does not open, so the key is not restored. Restore it again from the shares, and tell the guardians.',
  },
  directory: {
    title: 'Key list',
    lead: 'The county key signs the list of valid keys of members and units. Two guardians certify each version: one proposes it, another compares fingerprints face to face and confirms. Browsers seal only to keys on it.',
    noUnitKey: 'First make the guardians’ unit key on the page “Unit key”.',
    make: 'Make the county key',
    makeText:
      'It is made in your browser and its seed kept sealed to the guardians’ unit key; the public key can be set only once.',
    countyFingerprint: 'Fingerprint of the county key',
    list: 'List in force',
    version: (n) => `Version ${n}`,
    noVersion: 'None has been signed yet.',
    waitingTitle: 'Waiting to be certified',
    waitingNone: 'No key is waiting.',
    certifiedTitle: 'Certified',
    kind: 'Kind',
    member: 'Member',
    unit: (epoch, kind) => `Unit key (generation ${epoch}): ${kind}`,
    above: (name) => `under ${name}`,
    who: 'Name',
    compare: (name) => `Compared face to face with ${name}`,
    compareColumn: 'Compared',
    propose: 'Sign, and ask another guardian to confirm',
    proposalTitle: (n) => `Version ${n} of the list waits for a second guardian`,
    proposedBy: (name, on) => `Signed and proposed by ${name} on ${on}.`,
    madeOn: (on) => `Date of the list: ${on}`,
    ownProposal:
      'Ask another guardian to open this page on their own computer and compare every entry with you face to face. You cannot confirm your own proposal.',
    othersProposal:
      'Compare face to face with whoever proposed it and with the people on it: each fingerprint here must be the same as on their screen. Tick each entry, then confirm.',
    proposalForged:
      'The signatures of this list are wrong, or it does not follow the list in force. Do not confirm it; tell the other guardians.',
    confirm: (n) => `Confirm version ${n}`,
    takeBack: 'Take back',
    turnDown: 'Disagree and turn down',
    notAllCompared: 'Compare and tick every new and changed entry; if one does not match, turn the list down.',
    change: 'Change',
    changesTitle: 'Changes from the list in force',
    changes: { added: 'Added', removed: 'Removed', changed: 'Changed' },
    withdrawn: 'Turned down.',
    proposed: (n) => `Version ${n} is proposed and waits for another guardian.`,
    fewGuardians: (n) =>
      `Only ${n} guardians are on the list. Two guardians must certify each list together; with fewer than two, only the printed reserve key can stand in for one of them. Keep three or more.`,
    fewAndNoReserve:
      'The list names no reserve key yet: with one guardian fewer it can never change again, and reporting in the county comes to a stop. Make one soon.',
    signing: 'Signing…',
    signed: (n) => `Version ${n} of the list is in force.`,
    nothingChosen: 'Tick the keys you compared face to face.',
    departed: (n) => `${n} entries of the list were disabled or replaced; the next list removes them.`,
    noGrant: 'You have not been given the guardians’ key yet and cannot sign.',
  },
};
