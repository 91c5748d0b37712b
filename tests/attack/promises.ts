/**
 * What the portal promises, and under each promise what attacks try. The threat model says the same under the same
 * headings, with the attacks on each (`tests/domain/threat-list.test.ts`). A line is added here together with its first
 * attack.
 */
export const PROMISES = {
  'Nobody can read who reported, not even whoever steals the server': [
    'Stored things tell nobody who reported',
    'What was paid or published leads back to no case',
    'A stolen server secret ends with its rotation',
    'What was typed does not stay in the server’s memory',
    'A receipt code gets to nobody by mistake',
    'A code that opens nothing tells nothing',
  ],
  'No one person can unmask a reporter': [
    'One person’s keys and the whole database open only that person’s part',
    'The accused never learn who reported',
    'Only who can open a report may ask who sent it',
    'Only a level above opens a case of another unit',
    'An approval ends on its day, whoever turns a clock',
    'An old key list put back is told to reporters',
    'A member’s browser forgets no county key',
    'Nobody makes himself a guardian',
  ],
  'Everyone sees only their part': [
    'Everyone sees and does only their part',
    'No page acts for somebody else',
    'No page acts for another site',
    'Acts reach only the report that is shown',
    'No odd request gets anything',
    'No form is another visitor’s',
  ],
  'Every report finds exactly one responsible department': [
    'A report goes where two guardians signed',
    'An old routing put back is told to reporters',
    'One person closes no unit',
  ],
  'Deadlines are kept or seen to be missed': ['No missed deadline is hidden'],
  'Rewards are computed, explained and paid': [
    'No account is paid for a report that nobody opened',
    'One person alone pays nothing',
    'Nothing is done twice by doing it at once',
  ],
  'The public sees honest numbers that give nobody away': ['Published numbers tell no small count'],
  'It works for the weakest device': [
    'The way in stays open without scripts',
    'One network’s files close nobody else’s',
  ],
  'It runs with one command': [
    'Made-up addresses crowd nobody out',
    'Sign-ins hold up no page',
    'A new address ends nothing that was signed',
  ],
} as const;
export type Promised = (typeof PROMISES)[keyof typeof PROMISES][number];
