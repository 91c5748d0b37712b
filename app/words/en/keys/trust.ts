import type { Shape } from '~/words/define';
import type { trustWords as zh } from '~/words/zh/keys/trust';

export const trustWords: Shape<typeof zh> = {
  title: 'Stop: the keys shown are not the ones seen before',
  stop: 'This page opens and seals nothing any more. Do not try again; tell a guardian face to face at once, and leave this page as it is.',
  problems: {
    countyKeyChanged: 'The county key has changed. It is set once and normally never changes.',
    directoryOlder: 'The server shows an older list of keys than you have seen.',
    directoryForked: 'The server shows another text of the very list you have seen.',
    directoryGone: 'The server says that there is no list of keys, but you have seen one.',
    directoryUnvouched:
      'The list’s signatures are wrong, or two guardians whom you have seen before did not certify it.',
    logForked: 'The server’s log is not the one you have seen: entries in it were changed or removed.',
    marksGone: 'A mark of an accused unit that you have seen is missing from the server or was changed.',
    transfersGone: 'A transfer or takeover of a case that somebody has seen is missing from the server or was changed.',
    routingForked:
      'The server shows older duties than you have seen, another text of the same version, or some that do not follow them.',
    memoryForged: 'What the server keeps of what you have seen was not signed by you.',
    memoryGone: 'Your keys say that you have seen a list before, but your signed record of it is gone from the server.',
  },
  countyKeyChanged: 'The county key in the database was changed. Reporting has closed itself.',
  compare: {
    title: 'Compare the county key once',
    text: 'Neither your keys nor this browser hold the county key yet. Compare each group with the printed fingerprint and go on only if they are the same; from then on your browser compares by itself and does not ask again.',
    again:
      'If you have signed in and compared it before, since the county key was made, do not go on: tell a guardian face to face at once.',
    fingerprint: 'Fingerprint of the county key',
    same: 'Compared: the same as on paper',
    atEnrolment: 'Compare it with the printed one; do not enrol if they differ.',
  },
  pageClosed: {
    title: 'This page stays closed for now',
    why: 'While the county key is not the one set up, pages that have to check keys do not open, so that nothing is sealed to somebody else’s key. Reports and cases are still there; nothing is lost.',
    next: [
      'Tell a guardian face to face: two guardians compare the county key with the printed fingerprint.',
      'Have the administrator restore the county key from a backup; this page opens again by itself then.',
      'Meanwhile deal with any danger to life by telephone, and do not enter it here.',
    ],
  },
  alarms: {
    title: 'Keys that nobody certified',
    lead: 'These keys stand in the database, but the guardians did not certify them. Browsers seal nothing to them and accept nothing from them. New members and keys are listed too until they are certified; ask face to face about any you were not told of.',
    none: 'Every key in the database was certified by two guardians.',
    what: 'Key',
    unit: 'Unit',
    fingerprint: 'Fingerprint',
    unitKey: (epoch) => `Unit key (generation ${epoch})`,
    member: (name) => `Key of ${name}`,
    swapped: (name) => `Key of ${name}, not the certified one`,
    grant: (name) => `Unit key given to ${name}, who is not certified`,
    transfersLost:
      'A signed transfer or takeover of a case is gone from the database or was changed: approve no opening until it is known why',
  },
};
