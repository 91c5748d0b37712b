import type { Shape } from '~/words/define';
import type { markWords as zh } from '~/words/zh/case/mark';

export const markWords: Shape<typeof zh> = {
  link: 'Mark an accused unit',
  title: (order: number) => `Case ${order}: mark an accused unit`,
  lead: 'It turned out that the case is also about a unit that the reporter did not name. Once it is marked, nobody who works or ever worked for it, for a unit under it or for one that took it over may ask for, approve or open who reported, take the case over, or handle the reward. A unit that the reporter named needs no mark.',
  back: 'Back to the case',
  markedTitle: 'Units marked already',
  markedNone: 'None so far.',
  newTitle: 'Propose a mark',
  unit: 'Accused unit',
  why: 'Grounds',
  whyHint: 'Only guardians read this. Do not write who reported, nor details that give them away.',
  whyMissing: 'Say on what grounds',
  choose: 'Choose a unit',
  propose: 'Sign and send to the guardians',
  working: 'Signing…',
  sent: 'Sent to the guardians. It does nothing before one of them confirms it.',
  two: 'It takes two people: you sign, and a guardian confirms. It cannot be taken back then; everybody’s browser remembers it and raises an alarm when one is missing.',
  cannotTitle: 'What a mark cannot do',
  cannot: [
    'It takes nothing back: what that unit has read or opened before, it knows.',
    'It does not change who has the case. Where that unit handles it, the unit above should ask to take it over.',
    'It is for the reports that the case has now; for one that joins it later, mark again.',
    'A browser that has not signed in since cannot notice that somebody deleted it from the database; one that has, does.',
  ],
  locked: 'Unlock your keys first.',
  broken: 'The check failed, and nothing was sent. Tell the guardians and the administrator.',
  listTitle: 'Marks of accused units',
  listLead:
    'Where a case turned out to be about one more unit, you confirm it. Compare unit and grounds: then nobody of that unit has a part in opening these reports, and it cannot be taken back. A mark without grounds keeps the level above from reviewing and taking over: ask face to face before you confirm.',
  listNone: 'No mark waits.',
  item: (n: number) => `Item ${n}`,
  unreadable: 'It does not open, or its signature is wrong. Do not confirm it, and tell the administrator.',
  markedOn: 'Proposed on',
  confirm: 'Confirm',
  refuse: 'Do not agree',
};
