import type { Shape } from '~/words/define';
import type { dutyUseWords as zh } from '~/words/zh/county/duty-use';

export const dutyUseWords: Shape<typeof zh> = {
  title: 'How well a year of reports was routed',
  period: (first, last) =>
    `Reports received from ${first} to ${last}. Numbers are in whole fives, fewer than 5 are left out, and this month does not count, so that nobody learns of a single report here.`,
  givenTitle: 'Often given on',
  givenText:
    'Of the reports that one rule led to a unit, at least one in five was transferred to the same other unit. Check whether the rule names the wrong unit, or needs another rule beside it.',
  givenNone: 'No rule’s reports are often given on.',
  sector: 'Trade',
  rule: 'Led by',
  from: 'First sent to',
  to: 'Then given to',
  given: 'Given on',
  all: 'Of all',
  about: (n) => `about ${n}`,
  rules: {
    board: 'Signboard',
    employer: 'Register of employers',
    regulates: 'Regulates the trade',
    does: 'Does most of the work',
    nearest: 'Nearest',
    misconductToDiscipline: 'Misconduct to discipline inspection',
    concealedInCounty: 'Concealed accident',
    deathsInCounty: 'Deaths',
    accusedBypassed: 'Accused unit passed over',
    standIn: 'Stand-in',
    intake: 'No rule: intake',
    upper: 'The level above',
  },
  unusedTitle: 'Hardly used rules',
  unusedText:
    'These rules have stood as they are for three months, and fewer than 5 reports of the year used them. Check whether they are needed, or hidden by narrower rules.',
  unusedYoung: 'The duties have been signed for less than three months, so nothing is listed yet.',
  unusedNone: 'None: each rule that is three months old was used by 5 reports or more.',
  show: (n) => `${n} in all`,
  place: 'For',
  unit: 'Unit',
};
