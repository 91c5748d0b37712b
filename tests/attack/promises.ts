/**
 * What the portal promises and attacks try. `docs/threat-model.md` names for each the attacks on it; a promise comes in here
 * together with its first attack.
 */
export const PROMISES = [
  'Stored things tell nobody who reported',
  'No page acts for another site',
  'Published numbers tell no small count',
  'Made-up addresses crowd nobody out',
  'No form is another visitor’s',
  'Acts reach only the report that is shown',
  'The accused never learn who reported',
  'Only who can open a report may ask who sent it',
  'Only a level above opens a case of another unit',
  'No account is paid for a report that nobody opened',
  'What was paid or published leads back to no case',
  'A new address ends nothing that was signed',
  'A stolen server secret ends with its rotation',
  'One person closes no unit',
  'An old key list put back is told to reporters',
  'An old routing put back is told to reporters',
  'A member’s browser forgets no county key',
  'The way in stays open without scripts',
  'One network’s files close nobody else’s',
  'No page acts for somebody else',
  'Everyone sees and does only their part',
  'No odd request gets anything',
  'Nothing is done twice by doing it at once',
  'One person’s keys and the whole database open only that person’s part',
  'A report goes where two guardians signed',
] as const;
export type Promised = (typeof PROMISES)[number];
