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
  askExtension: { text: { label: '为什么需要延期', hint: '密封存在本案里。批准的负责人会读到，另外写给举报人。' } },
  extend: {
    text: { label: '告知举报人的延期理由', hint: '只有举报人和本单位能读。不要写会暴露举报人的内容。' },
  },
  refuseExtension: { text: { label: '不批准的理由' } },
  rectify: { text: { label: '整改情况（责任、措施、资金、时限、预案）' } },
  strikeOff: { text: { label: '复查情况' } },
  refuse: {
    reason: { label: '不予受理的理由', choices: vocabularyWords.notAcceptedReasons },
    text: { label: '给举报人的说明', hint: '写明理由和可以去哪里反映。只有举报人和本单位能读。' },
  },
  sendUp: {
    sentFor: {
      label: '为了什么送上级',
      choices: {
        extension: '申请延长核查期限',
        review: '举报人有异议，提请复查',
        takeOver: '提请上级提级办理',
        filing: '奖励备案',
        report: '报告情况',
      },
    },
    sentAs: {
      label: '怎样送',
      choices: { sealed: '加密文件：只有上级的密钥保管人能打开', printed: '打印件：在这台电脑上打印' },
    },
    text: { label: '给上级的说明', hint: '写在送出的材料前面，也密封存在本案里。不要写举报人是谁。' },
  },
  superiorAnswered: {
    answerNumber: { label: '上级文号' },
    answeredOn: { label: '落款日期' },
    text: { label: '上级怎样答复' },
  },
  upholdOnReview: {
    text: {
      label: '给举报人的复查答复',
      hint: '写明怎样复查、为什么维持。只有举报人和本单位能读。不要写会暴露举报人的内容。',
    },
  },
  changeOnReview: {
    verdict: { label: '复查后的结论', choices: vocabularyWords.verdicts },
    text: { label: '复查经过与依据' },
  },
  verifyOnReview: {
    text: {
      label: '给举报人的复查答复',
      hint: '写明为什么重新核查。只有举报人和本单位能读。不要写会暴露举报人的内容。',
    },
  },
  enterReview: {
    outcome: { label: '复查决定', choices: vocabularyWords.reviewOutcomes },
    answerNumber: { label: '上级文号' },
    answeredOn: { label: '落款日期' },
    text: { label: '给举报人的复查答复', hint: '照上级的决定写。只有举报人和本单位能读。不要写会暴露举报人的内容。' },
  },
  askReopening: { text: { label: '为什么要重新办理', hint: '例如有了新的证据、整改没有落实。密封存在本案里。' } },
  reopen: {
    text: { label: '告知举报人的理由', hint: '只有举报人和本单位能读。不要写会暴露举报人的内容。' },
  },
  refuseReopening: { text: { label: '不批准的理由' } },
  note: { text: { label: '记录' } },
} satisfies ActFieldWords;
