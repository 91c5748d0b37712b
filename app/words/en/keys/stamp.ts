import type { Shape } from '~/words/define';
import type { stampWords as zh } from '~/words/zh/keys/stamp';

export const stampWords: Shape<typeof zh> = {
  title: 'Key list and duties confirmed as current',
  due: 'Your word is needed that list and duties in force are the newest ones your browser has seen.',
  what: 'With one press you sign that these are the newest key list and duties your browser has ever seen. If somebody put an older version back, your browser refuses to sign, and reporters’ pages say that there is a risk. It counts once two guardians have confirmed. When you propose or confirm a new version, your browser signs this at the same time.',
  list: (version: number, date: string) => `List ${version}, made on ${date}`,
  routing: (version: number) => `duties ${version}`,
  broken:
    'The signatures under the duties do not hold. Find out why on the page of the key list and sign them anew before you confirm.',
  until: (date: string) => `Confirmed until ${date}`,
  never: 'Not yet confirmed by two guardians',
  lapsed: (date: string) => `The confirmation lapsed on ${date}; reporters’ pages warn of it`,
  mine: (date: string) => `You confirmed last on ${date}`,
  stamp: 'Confirm that they are current',
  stamping: 'Checking and signing…',
  done: 'Confirmed',
  failed:
    'Not confirmed: the list or the duties are not what your browser remembers, or this computer’s date is wrong. Find out first; do not simply try again.',
  reporter: (version: string, date: string) => `This county’s key list: version ${version}, made on ${date}.`,
  staleTitle: 'This county’s key list and duties were not confirmed in time',
  staleOn: (date: string) => `Two guardians last confirmed them on ${date}.`,
  staleNever: 'Two guardians have not yet confirmed this version.',
  staleRisk:
    'Perhaps it was only not done in time. Perhaps somebody put an older version back, so that people who have left could still read new reports, or reports go to a unit that should no longer get them. You can still send; if it is not urgent, come back in some days, or ask by the phone number on the board.',
};
