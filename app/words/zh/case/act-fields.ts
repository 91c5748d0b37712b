import type { ActFieldWords } from '~/words/case/act-field-words';
import { vocabularyWords } from '~/words/zh/vocabulary';

/** What the forms of a case's acts ask, by act and field. */
export const actFieldWords = {
  assign: { officer: { label: '承办人' } },
  proposeVerdict: {
    verdict: { label: '结论', choices: vocabularyWords.verdicts },
    text: { label: '核查经过与依据' },
    unvisited: {
      label: '没有到现场检查的理由',
      hint: '还没有现场检查记录。先登记现场检查，或者在这里写明为什么不需要。',
    },
  },
  visit: { visitedOn: { label: '检查日期' }, text: { label: '现场情况' } },
  returnVerdict: { text: { label: '退回的理由' } },
  rectify: { text: { label: '整改情况（责任、措施、资金、时限、预案）' } },
  strikeOff: { text: { label: '复查情况' } },
  refuse: {
    reason: { label: '不予受理的理由', choices: vocabularyWords.notAcceptedReasons },
    text: { label: '给举报人的说明', hint: '写明理由和可以去哪里反映。只有举报人和本单位能读。' },
  },
  note: { text: { label: '记录' } },
} satisfies ActFieldWords;
