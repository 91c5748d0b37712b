import type { DayRun } from '~/domain/county/holiday-table';
import type { Shape } from '~/words/define';
import { EN_MONTHS } from '~/words/en/locale';
import type { holidaysWords as zh } from '~/words/zh/county/holidays';

const run = ({ from, to }: DayRun): string => (from === to ? from : `${from} to ${to}`);

/** The year stands in the title. */
const monthDay = (day: string): string => `${Number(day.slice(8, 10))} ${EN_MONTHS[Number(day.slice(5, 7)) - 1] ?? ''}`;

export const holidaysWords: Shape<typeof zh> = {
  title: 'Working days',
  lead: 'Time limits count working days and end on none that is free. The holidays of each year come with the program. Enter here a year that it does not have yet, or what your place has of its own; it holds once a second person agrees.',
  years: 'Years',
  yearTitle: (year) => `Holidays of ${year}`,
  source: 'By',
  fromProgram: 'Notice of the State Council, as it comes with the program',
  fromCounty: (notice, day) => `${notice} (entered here, since ${day})`,
  none: (year) =>
    `The holidays of ${year} are not published yet, so only weekends are free. Every time limit that reaches into ${year} says so. Once they are published, update the program or enter them below.`,
  off: 'Free',
  on: 'Working days on weekends',
  nothing: 'none',
  run,
  days: (from, to, count) => (count === 1 ? monthDay(from) : `${monthDay(from)} to ${monthDay(to)} (${count} days)`),
  asNotice: (free, working) =>
    [...free.map((one) => `off: ${run(one)}`), ...working.map((day) => `work: ${day}`)].join('\n'),
  form: {
    title: (year) => `Change the holidays of ${year}`,
    text: 'Free days, and weekends with work',
    textHint:
      'Paste the whole notice, or write a line for each, for example off: 2026-10-01 to 2026-10-07, work: 2026-10-10. Other weekends are free and other weekdays are worked.',
    notice: 'Number of the notice',
    noticeHint: 'As it stands above the notice’s title',
    check: 'Check',
    ask: 'Submit for a second person',
    revert: 'Go back to what the program has',
    revertHint: 'What was entered here is used no longer. A second person has to agree to this too.',
  },
  checked: {
    title: 'Understood as',
    weekday: (day, weekday) => `${day} (${weekday})`,
    changes: 'Compared with now',
    becomesOff: 'becomes free',
    becomesOn: 'becomes a working day',
    unchanged: 'The same as now: there is nothing to submit.',
    moves: 'Time limits that move',
    moved: (from, to) => `${from} becomes ${to}`,
    cases: (n) => `${n} open cases`,
    claims: (n) => `${n} rewards to claim (later only, never earlier)`,
    noMoves: 'No time limit moves.',
    more: (n) => `And ${n} more kinds of moves.`,
  },
  asked: {
    title: 'Changes that wait for a second person',
    by: 'Asked by',
    notice: 'Notice',
    reverts: 'back to what the program has',
    own: 'You asked for this. Another person has to agree.',
    confirm: 'Agree; it holds at once',
    refuse: 'Refuse',
    takeBack: 'Take back',
    about: 'change of holidays',
  },
  done: {
    asked: 'Submitted. It holds once a second person agrees.',
    confirmed: 'It holds now, and the time limits that it moves were counted again.',
    refused: 'Not taken. The holidays stay as they are.',
  },
  waits: 'A change of this year waits already. Have it decided, or take it back.',
  same: 'It is the same as now, and was not submitted.',
  noticeMissing: 'Enter the number of the notice.',
  noticeLong: 'The number is too long.',
  problems: {
    unclear: (at) => `Free or working? “${at}”`,
    day: (at) => `There is no such day: “${at}”`,
    order: (at) => `The second day is before the first: “${at}”`,
    long: (at) => `More than a month free in a row: “${at}”`,
    otherYear: (at) => `Not of this year: ${at}`,
    both: (at) => `Both free and worked: ${at}`,
    weekday: (at) => `A weekday is a working day anyway: ${at}`,
    national: (at) => `New Year’s Day or the National Day is missing: ${at} is free`,
    empty: () => 'Say which days are free, for example off: 2026-10-01 to 2026-10-07.',
  },
};
