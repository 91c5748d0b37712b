import type { Shape } from '~/words/define';
import type { reserveWords as zh } from '~/words/zh/keys/reserve';

export const reserveWords: Shape<typeof zh> = {
  title: 'Reserve signing key',
  lead: 'A signing key printed on paper and kept outside the office. Where a guardian has died, cannot be reached or has left and only one remains, it signs in the other’s place, so that the county can go on.',
  none: 'The list has no reserve signing key yet. If one guardian were suddenly gone, the key list could not be renewed. Two guardians should make one together soon.',
  fingerprint: 'Fingerprint of the reserve key',
  since: 'On the list since',
  triedOn: 'Last tried',
  neverTried: 'Not tried yet',
  due: 'Due to be tried',
  overdue: 'Overdue',
  madeOn: 'Made on',
  drillTitle: 'Drill',
  drillText:
    'Once a year, take out the paper and type its words (or scan them with a hand scanner), to see that it is the key on the list. The words are used once on this page, and neither kept nor sent; the log says that you tried. Seal the paper again afterwards.',
  drill: 'Check the paper',
  tried: 'The paper is the key on the list; the log says that it was tried. Please seal the paper again.',
  words: 'The 24 words of the reserve key',
  wordsHint:
    'In the order of the paper, with spaces between; capitals do not matter. The box is emptied when you press the button.',
  signing: 'Checking and signing…',
  problems: {
    badCode: 'There is a mistake in the words: compare them with the paper one by one. There are 24.',
    wrongKey: 'This paper is not the reserve key on the list. Compare the fingerprints, and destroy old papers.',
    failed:
      'Not done: the list is not what your browser remembers, or this computer’s date is wrong. Find out first; do not simply try again.',
  },
  makeTitle: 'Make a reserve key',
  replaceTitle: 'Replace the reserve key',
  makeText:
    'Two guardians do this together: make and print it here, type some of its words, and the other guardian compares the fingerprint on the paper and confirms. Seal the paper in an envelope and keep it outside the office and away from the guardians (for example in a safe of the county archive or a notary). Take no photograph of it, and let nobody be guardian and keeper at once.',
  make: 'Make the reserve key',
  onceOnly: 'Shown this once and not sent to the server. It cannot be shown again after this page is closed.',
  paperTitle: (county: string) => `${county} · Reserve signing key`,
  paperText:
    'This paper can only sign in the place of one guardian; it opens nothing. It brings no list into force by itself: a guardian is needed too. If you find it, return it to the county’s safety committee office.',
  qr: 'QR code of the reserve key',
  checkText: 'After printing, type these words from the paper:',
  wordNumber: (n) => `Word ${n}`,
  wrongWords: 'These are not the words on the paper. Please compare again.',
  propose: 'Printed; hand it to the other guardian to confirm',
  proposed:
    'Proposed. It takes effect when the other guardian has compared the fingerprint on the paper and confirmed:',
  waits: 'A version of the list waits to be confirmed. A reserve key can be made once it is confirmed or taken back:',
  changed: 'This version names a new reserve signing key, with the fingerprint',
  dropped: 'This version has no reserve signing key any more.',
  compared: 'I compared the fingerprint on the printed paper, and know where it is kept',
  agreeDropped: 'I agree that there is no reserve signing key',
  notCompared: 'Compare the fingerprint of the reserve key with the paper, and tick that you did.',
  confirmTitle: 'No second guardian left? Confirm with the reserve key',
  confirmText:
    'Only where the other guardian has died, cannot be reached or has left. Have the county approve first that the paper is taken out. All guardians get a mail, and the log tells of it apart. Replace the reserve key once there is a second guardian.',
  confirm: (version) => `Confirm version ${version} with the reserve key`,
  stampTitle: 'No second guardian left? Confirm with the reserve key in their place',
  stampText:
    'Only where the other guardian has died, cannot be reached or has left. Guardians are told by mail, and the log tells of it apart.',
  stamp: 'Confirm with the reserve key that this list is current',
};
