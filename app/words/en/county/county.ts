import type { Shape } from '~/words/define';
import type { countyWords as zh } from '~/words/zh/county/county';

export const countyWords: Shape<typeof zh> = {
  title: 'Name and hotline',
  lead: 'The name of this county (town) and its hotline, as public pages, signboards and printed sheets show them. An administrator asks, another person agrees, and it holds from the day that is written. Receipt codes, keys, the log and the codes of signboards stay as they are.',
  name: (language, isDefault) => (isDefault ? `Name in ${language}` : `Name in ${language} (optional)`),
  namedIn: (language) => `Name in ${language}`,
  hotline: 'Hotline',
  hotlineHint: 'For example: 12350',
  from: 'From which day',
  fromHint: 'Left empty, the day on which it is agreed to. For example 2027-1-1',
  ask: 'Submit for another person to agree',
  formTitle: 'Change name or hotline',
  standing: 'Now',
  boards: (n) =>
    n === 0
      ? 'No signboard shows the present hotline.'
      : `${n} ${n === 1 ? 'signboard shows' : 'signboards show'} the present hotline. When another one takes effect, their drafts are changed with it; two guardians sign them, and they are printed anew.`,
  asked: {
    title: 'Changes to agree to',
    by: 'Asked by',
    own: 'You asked for it; another person has to agree.',
    confirm: 'Agree',
    refuse: 'Refuse',
    takeBack: 'Take back',
    about: 'the change of name and hotline',
  },
  coming: 'Agreed, and takes effect later',
  done: {
    asked: 'Submitted. Another person has to agree.',
    confirmed: 'Agreed. It holds from the day that is written.',
    refused: 'Nothing was changed.',
  },
  unchanged: 'This is what stands already.',
  waits: 'Another change waits to be agreed to. Settle that one first.',
  problems: {
    missing: 'Fill this in.',
    tooLong: 'This is too long.',
    day: 'Write year, month and day, for example 2027-1-1.',
    past: 'It cannot be a day in the past.',
    far: 'At most a year ahead.',
  },
};
