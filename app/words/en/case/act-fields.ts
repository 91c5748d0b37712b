import type { Shape } from '~/words/define';
import { vocabularyWords } from '~/words/en/vocabulary';
import type { actFieldWords as zh } from '~/words/zh/case/act-fields';

export const actFieldWords: Shape<typeof zh> = {
  assign: { officer: { label: 'Officer' } },
  proposeVerdict: {
    verdict: { label: 'Verdict', choices: vocabularyWords.verdicts },
    text: { label: 'How it was checked, and on what evidence' },
    unvisited: {
      label: 'Why nobody went to the site',
      hint: 'No visit is recorded. Record one first, or say here why none is needed.',
    },
  },
  visit: { visitedOn: { label: 'Day of the visit' }, text: { label: 'What was found on site' } },
  returnVerdict: { text: { label: 'Why it goes back' } },
  askExtension: {
    text: {
      label: 'Why more time is needed',
      hint: 'Sealed to this case. The lead reads it, and writes to the reporter.',
    },
  },
  extend: {
    text: {
      label: 'Why it is extended, as the reporter is told',
      hint: 'Only the reporter and your unit can read it. Write nothing that gives the reporter away.',
    },
  },
  refuseExtension: { text: { label: 'Why it is not approved' } },
  rectify: { text: { label: 'How it was rectified (responsibility, measures, funds, time limit, plan)' } },
  strikeOff: { text: { label: 'What the reinspection found' } },
  refuse: {
    reason: { label: 'Why it is not accepted', choices: vocabularyWords.notAcceptedReasons },
    text: {
      label: 'What the reporter is told',
      hint: 'Say why and where else to turn. Only the reporter and your unit can read it.',
    },
  },
  sendUp: {
    sentFor: {
      label: 'What it is sent for',
      choices: {
        extension: 'more time to verify',
        review: 'review, because the reporter objects',
        takeOver: 'the level above to take it over',
        filing: 'filing of a reward',
        report: 'information',
      },
    },
    sentAs: {
      label: 'How',
      choices: {
        sealed: 'sealed file, which only the holders of the level above can open',
        printed: 'print, made on this computer',
      },
    },
    text: {
      label: 'What to tell the level above',
      hint: 'It stands before the rest of what is sent, and sealed in this case. Do not write who reported.',
    },
  },
  superiorAnswered: {
    answerNumber: { label: 'Number of its letter' },
    answeredOn: { label: 'Date of its letter' },
    text: { label: 'What it answered' },
  },
  upholdOnReview: {
    text: {
      label: 'What the reporter is told of the review',
      hint: 'Say how it was reviewed and why the verdict stands. Only the reporter and your unit can read it. Write nothing that gives the reporter away.',
    },
  },
  changeOnReview: {
    verdict: { label: 'Verdict after the review', choices: vocabularyWords.verdicts },
    text: { label: 'How it was reviewed, and on what evidence' },
  },
  verifyOnReview: {
    text: {
      label: 'What the reporter is told of the review',
      hint: 'Say why it is verified anew. Only the reporter and your unit can read it. Write nothing that gives the reporter away.',
    },
  },
  enterReview: {
    outcome: { label: 'What the level above decided', choices: vocabularyWords.reviewOutcomes },
    answerNumber: { label: 'Number of its decision' },
    answeredOn: { label: 'Date of its decision' },
    text: {
      label: 'What the reporter is told of the review',
      hint: 'As the level above decided. Only the reporter and your unit can read it. Write nothing that gives the reporter away.',
    },
  },
  askReopening: {
    text: {
      label: 'Why it should be taken up again',
      hint: 'For example new evidence, or nothing was rectified. Sealed to this case.',
    },
  },
  reopen: {
    text: {
      label: 'Why, as the reporter is told',
      hint: 'Only the reporter and your unit can read it. Write nothing that gives the reporter away.',
    },
  },
  refuseReopening: { text: { label: 'Why it is not approved' } },
  note: { text: { label: 'Note' } },
};
