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
  rectify: { text: { label: 'How it was rectified (responsibility, measures, funds, time limit, plan)' } },
  strikeOff: { text: { label: 'What the reinspection found' } },
  refuse: {
    reason: { label: 'Why it is not accepted', choices: vocabularyWords.notAcceptedReasons },
    text: {
      label: 'What the reporter is told',
      hint: 'Say why and where else to turn. Only the reporter and your unit can read it.',
    },
  },
  note: { text: { label: 'Note' } },
};
