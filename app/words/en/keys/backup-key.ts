import type { Shape } from '~/words/define';
import type { backupKeyWords as zh } from '~/words/zh/keys/backup-key';

/** The key to which backups are sealed. */
export const backupKeyWords: Shape<typeof zh> = {
  title: 'Backup key',
  none: 'The list names no backup key yet. Without one the server cannot seal backups by the list, and if it breaks, reports and cases are lost.',
  listed: 'Backups are sealed to this key, fingerprint',
  makeText:
    'It is made here and printed as three shares. Any two of them restore a backup, one alone is of no use. Give each to another person; not in the server room, no photographs. It is needed only to restore a backup.',
  make: 'Make a backup key',
  replace: 'Make another backup key',
  leave: 'The three shares are shown only this once. Leave all the same?',
  onceOnly: 'Shown only this once, and not sent to the server. Print all three before you go on.',
  share: (n) => `Backup key, share ${n}`,
  paperText:
    'To restore a backup, type it together with any one of the others. Alone it opens nothing. If found, return it to the county’s work safety committee office.',
  fingerprint: 'Fingerprint of the backup key',
  madeOn: 'Made on',
  checkText: 'Once they are printed, type the last four characters from each of the three papers:',
  end: (n) => `Last four of share ${n}`,
  wrongEnds: 'These are not what is printed. Compare the three papers again.',
  signing: 'Signing …',
  propose: 'All three are printed: ask another guardian to confirm',
  changed: 'This version names a new backup key, fingerprint:',
  dropped: 'This version names no backup key any more.',
  compared: 'I compared the fingerprint on the printed papers, and know who keeps each of the three',
  agreeDropped: 'I agree that there is no backup key any more',
  notCompared: 'Compare the fingerprint of the backup key with the papers, and tick it.',
};
