import type { Shape } from '~/words/define';
import type { backupWords as zh } from '~/words/zh/county/backup';

export const backupWords: Shape<typeof zh> = {
  none: 'No backup was ever made: if the server breaks, all reports and cases are lost. Have whoever runs the server set up the nightly backup.',
  fresh: (hours) =>
    hours === 0
      ? 'The last good backup is less than an hour old.'
      : `The last good backup is ${hours === 1 ? 'one hour' : `${hours} hours`} old.`,
  old: (hours) => `The last good backup is ${hours} hours old, more than 48. Have whoever runs the server look.`,
  missing: (count) =>
    count === 1 ? 'One file could not be found for it.' : `${count} files could not be found for it.`,
  between: ' ',
  problems: {
    noRecipient: 'The last try made none: there is no backup key yet.',
    noFolder: 'The last try made none: the folder of backups cannot be written.',
    insideData: 'The last try made none: the folder of backups is inside the data folder.',
    otherSite: 'The last try made none: the folder has the backups of another site.',
    filesAway: 'The last try made none: the place that keeps files could not be reached. Run anshao doctor.',
    noRoom: 'The last try made none: the disk of backups has no room left.',
    underWay: 'The last try made none: another backup was under way.',
    stopped: 'The last one was stopped in the middle; the next one goes on with it.',
    unexpected: 'The last try made none, for an unexpected reason: see the log of the server.',
  },
};
