import type { Shape } from '~/words/define';
import type { followActWords as zh } from '~/words/zh/follow/follow-acts';

export const followActWords: Shape<typeof zh> = {
  files: {
    title: 'Add evidence',
    label: 'Photos, videos, recordings or documents',
    hintSealed:
      'Up to 20, at most 500 MB each. Place, time and phone model are removed from photos, videos and PDF on this device before they are sealed and sent.',
    keepLabel: 'What the camera wrote into the files',
    keepOriginal: 'Keep the originals (place, time and phone model stay in)',
    keepOriginalHint: 'Only if the original itself is evidence. It may tell who took it.',
    add: 'Seal and add',
    addPlain: 'Add these files',
    added: 'The files were sealed and given to the department.',
    closed: 'The case has ended: no more files can be added.',
    missing: 'Choose files first',
    full: 'This report’s files are full (2 GB in all), so these were not taken; what you sent before is kept. Choose the most important ones or shorter videos; if they still do not fit, write a message and ask to hand them over in person',
    manifest: 'Giving them to the department…',
    pause: 'Pause',
    resume: 'Go on',
    cancel: 'Cancel',
    progress: (name, percent) => `${name}: ${percent}`,
    states: {
      cleaning: 'Removing what a camera writes into it',
      sending: 'Sealing and sending',
      waiting: 'The line was lost; trying again by itself',
      paused: 'Paused',
      done: 'Arrived',
      failed: 'Failed',
    },
    removedFrom: (name, what) => `${name}: removed ${what}`,
    keptIn: (name) => `${name}: the original was kept, as you asked`,
    staysIn: (name) => `${name}: sent as it is, author or device may still be in it`,
    nothingFound: (name) => `${name}: nothing to remove was found`,
    removed: {
      place: 'place',
      time: 'time',
      device: 'device',
      author: 'author',
      attachment: 'attached files',
      other: 'other data',
    },
    errors: {
      tooMany: 'Too many files: at most 20',
      tooLarge: 'A file is larger than 500 MB',
      allTooLarge: 'Together the files exceed 2 GB: add them in several goes',
      kind: 'A file is a program, a web page or unknown and was not taken; choose a screenshot of it, or put it into a ZIP file',
      empty: 'A file is empty',
      broken: 'A file cannot be read; it may be damaged. Choose a screenshot of it, or choose to keep the original',
      locked:
        'A file opens with a password only, so the department could not read it; remove the password, or choose screenshots of its pages',
      uncleanable:
        'Hidden data cannot be removed from a file: choose a screenshot of it, or choose to keep the original',
      unreadable: 'A file could not be read. Choose it again',
      full: 'These files are over the limit of 2 GB together. Choose fewer and add them in several goes',
      quota:
        'Too much was sent today from the network you are on (16 GB a day for each network), so these files were not taken. Add them tomorrow, or on another network',
      refused: 'The files did not arrive. Try again in a while',
      cancelled: 'Cancelled; nothing was added',
    },
  },
  objection: {
    title: 'If you do not agree with the reply',
    until: (on: string) =>
      `You may object until ${on}, that day included. The days count from the day on which you first saw the reply; you may object once to each reply.`,
    open: 'You may object to the reply, once to each.',
    how: 'The level above reviews it by other people; nobody who took part in the first verification may. Meanwhile the case is not closed.',
    label: 'What you do not agree with, and why',
    hint: 'New evidence can be added below. Write nothing by which people could guess who you are.',
    button: 'Object to the reply',
    done: 'Your objection was sealed and sent. The level above reviews it; the outcome will stand on this page.',
    empty: 'Write what you do not agree with, and why',
  },
  withdraw: {
    title: 'Withdraw the report',
    summary: 'I want to withdraw my report',
    before: 'The department has not accepted it yet: once you withdraw, this case ends.',
    after:
      'The department has accepted it. Safety concerns everybody, so it may go on after you withdraw. Nothing more will be asked of you.',
    kept: 'Lives may be in danger, or others reported the same: the department will look at it even after you withdraw.',
    pressed: 'If somebody presses you to withdraw, do not do it: write to the department, or call 110.',
    label: 'Are you sure?',
    sure: 'I am sure that I withdraw this report',
    button: 'Withdraw the report',
    done: {
      closed: 'You have withdrawn your report and the case has ended.',
      goesOn: 'You have withdrawn your report. Safety concerns everybody, so the department may go on.',
    },
    on: 'Withdrawn on',
    errors: {
      sure: 'To withdraw, first tick “I am sure that I withdraw this report”',
    },
  },
};
