import type { RefusalCode } from '~/domain/refusal';
import { defineWords, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

/** Words of the staff page that registers, publishes and withdraws penalty decisions. */
export const penaltyWords = defineWords(
  {
    title: '处罚决定',
    lead: '在这里登记要公布的处罚决定。登记的内容与案件不关联。',
    registerTitle: '登记处罚决定',
    register: '登记',
    registered: '已登记。今晚与当天登记的其他决定一起进入待公布清单。',
    waitingTitle: '等待公布',
    publishedTitle: '已经公布',
    publish: '公布',
    published: '已公布。',
    withdraw: '撤下',
    correct: '登记有误',
    takeBack: '撤回，重新登记',
    withdrawn: '已撤下。',
    reason: '撤下原因',
    reasons: { setAside: '决定被撤销', mistake: '登记错误', expired: '公布期满' },
    publishBy: (day: string) => `应于 ${day} 前公布`,
    amountYuan: '罚款（元）',
    creditCode: '统一社会信用代码（没有可不填）',
    none: '没有。',
    alreadyPublished: '这份决定已经公布。',
    notPublished: '这份决定现在不在曝光台上。',
    errors: {
      decisionNumber: '请填写决定书文号',
      decisionNumberTaken: '这个文号已经登记过',
      decidedOn: '请填写决定日期，例如 2026-03-15，不能晚于今天',
      offender: '请填写被处罚单位',
      sector: '请选择行业',
      offence: '请填写违法行为',
      legalBasis: '请填写法律依据',
      amountYuan: '请填写罚款金额，例如 20000 或 20000.00',
      creditCode: '统一社会信用代码为 18 位',
    },
  },
  {
    title: 'Penalty decisions',
    lead: 'Register the decisions to be published here. What is registered is not linked to a case.',
    registerTitle: 'Register a penalty decision',
    register: 'Register',
    registered: 'Registered. Tonight it joins the list to be published, together with the others of the day.',
    waitingTitle: 'Waiting for publication',
    publishedTitle: 'Published',
    publish: 'Publish',
    published: 'Published.',
    withdraw: 'Withdraw',
    correct: 'Registered wrongly',
    takeBack: 'Take back, to register anew',
    withdrawn: 'Withdrawn.',
    reason: 'Reason for withdrawal',
    reasons: { setAside: 'Decision set aside', mistake: 'Registered by mistake', expired: 'Publication period over' },
    publishBy: (day: string) => `To be published by ${day}`,
    amountYuan: 'Fine (yuan)',
    creditCode: 'Unified social credit code (leave empty if none)',
    none: 'None.',
    alreadyPublished: 'This decision is published already.',
    notPublished: 'This decision is not on the exposure list now.',
    errors: {
      decisionNumber: 'Enter the decision number',
      decisionNumberTaken: 'This decision number is already registered',
      decidedOn: 'Enter the date of the decision, such as 2026-03-15, not after today',
      offender: 'Enter the penalised employer',
      sector: 'Choose a sector',
      offence: 'Enter the offence',
      legalBasis: 'Enter the legal basis',
      amountYuan: 'Enter the fine, such as 20000 or 20000.00',
      creditCode: 'A unified social credit code has 18 characters',
    },
  },
);

type Refused = { code: RefusalCode; data?: Readonly<Record<string, unknown>> | null | undefined };

/** Why a decision could not be registered, published or withdrawn. */
export function penaltyRefusal(lang: Lang, { code, data }: Refused): string {
  const t = penaltyWords[lang];
  if (data?.rule === 'notCertified') return vocabularyWords[lang].notCertified;
  if (code === 'alreadyDone') return t.alreadyPublished;
  if (code === 'stageForbids') return t.notPublished;
  return vocabularyWords[lang].refusals[code];
}
