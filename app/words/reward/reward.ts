import type { RefusalCode } from '~/domain/refusal';
import type { RewardRefusalReason } from '~/domain/reward/reward-order';
import { defineWords, formatMoney, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

const zh = {
  title: '奖励审批',
  intro: '由核查单位提出，由本单位另一人批准。金额按收到举报之日施行的办法计算，步骤只在案件页解密后可见。',
  waiting: '待批准',
  waitingNone: '没有待批准的奖励。',
  all: '本单位的奖励',
  allNone: '本单位还没有奖励。',
  number: '奖励编号',
  caseNumber: '案件',
  amount: '金额',
  state: '状态',
  proposedOn: '提出日期',
  claimUntil: '申领截止',
  open: '打开案件',
  funds: '本年度专项资金',
  noFund: '本年度没有专项资金，请财务人员开设。',
  balance: (fund: string, balance: string) => `${fund}：余额 ${balance}`,
  heading: '奖励',
  locked: '解锁密钥后，可以计算、核对奖励。',
  rule: '依据',
  checked: '已与印发文本核对',
  unchecked: '未与印发文本核对',
  uncheckedHint: '这项规则的数字尚未有人对照印发文本核对。提出和批准前请核对。',
  computeTitle: '计算奖励',
  computeIntro: '填写后立即计算。填写的内容只用来计算，服务器不保存；步骤加密后只有本单位和举报人能看到。',
  penalty: '行政处罚罚款（元）',
  penaltyHint: '没有罚款时留空',
  majorHazard: '按行业标准属于重大隐患',
  unlawfulProduction: '属于违法生产经营建设（不勾选即按一般违法行为）',
  chosen: '本单位确定的金额（元）',
  chosenHint: '一般隐患在规定幅度内确定；留空按下限',
  concealedDeaths: '查实瞒报的死亡人数',
  totalDeaths: '事故死亡总人数',
  grade: '最终认定的事故等级',
  insider: '举报人是从业人员（吹哨人）',
  anonymity: '举报方式',
  exclusions: '有下列情形的，不予奖励',
  exclusionNames: {
    alreadyKnown: '举报前监管部门或者被举报单位已经发现，正在依法处理',
    supervisingOfficial: '举报人是负有监管职责的人员、其近亲属或受其指使',
    fabricated: '捏造事实',
  },
  stepsTitle: '计算步骤',
  total: '奖励金额',
  noneDue: '不能奖励：',
  inputsWrong: '请检查填写的金额和人数。',
  firstOnly: '同一事项有多份举报的，只奖励最先受理的一份。',
  propose: '提出奖励',
  proposing: '正在加密并提出……',
  proposed: '奖励已提出，等待另一人批准。',
  decideTitle: '批准奖励',
  recomputed: '您的浏览器按加密的事实重新计算，结果一致。',
  differs: '重新计算的金额与提出的金额不一致，请不要批准。',
  unreadable: '打不开计算步骤，请不要批准。',
  noClaimant: '打不开举报内容，无法确认由谁申领，请不要批准。',
  fund: '支付资金',
  approve: (amount: string) => `批准 ${amount}`,
  approved: '奖励已批准，举报人在自己的页面上会看到通知。',
  refuse: '退回',
  refusedDone: '奖励已退回。',
  reason: '退回理由',
  reasons: {
    wrongInputs: '填写的事实有误',
    wrongPolicy: '适用的办法有误',
    wrongReport: '不是最先受理的举报',
    excluded: '属于不予奖励的情形',
    waitForReview: '等待复查或处罚决定',
  } satisfies Record<RewardRefusalReason, string>,
  refusedFor: (reason: string) => `上一次提出被退回：${reason}`,
  ownProposal: '这是您提出的，须由另一人批准。',
  notFirst: '没有可以奖励的举报。',
  failed: '没有成功，请重试。',
  claimBy: (day: string) => `申领截止 ${day}`,
  notice: {
    title: '通知',
    waiting: '还没有通知到举报人',
    text: '领取期限自通知之日起算：举报人打开查询页看到奖励，即为通知。已用其他方式告知，或者联系不上需要公告的，请在这里登记。公告只写编号，不写姓名、单位、案情和金额。',
    way: '怎样通知的？',
    ways: (order: number) => ({
      told: '已经告知本人（当面、电话或消息得到回复）',
      published: `联系不上，今天已经公告（编号 ${order}）`,
    }),
    submit: '登记通知，开始计算领取期限',
    given: {
      seen: (day: string) => `${day} 举报人在查询页看到`,
      told: (day: string) => `${day} 告知本人`,
      published: (day: string) => `${day} 公告`,
    },
  },
  paidOn: (day: string) => `${day} 前已支付`,
  lost: '保管申领人信息的密钥已丢失（例如恢复备份时缺少 night 文件夹），举报人无法申领。请重新批准，不会重复占用资金。',
  inCase: '见案件页',
  paidLocked: '解锁密钥后，可以看到金额、付款编号和凭证号。',
  paidLost: '金额和付款信息打不开。',
  paymentNumber: '付款编号',
  voucher: '凭证号',
  paymentDay: '付款日期',
  fundTooLow: (balance: string, amount: string) => `资金余额 ${balance}，不足以支付 ${amount}。请财务人员先拨入资金。`,
  fields: {
    amount: '请填写金额，例如 20000 或 20000.50',
    voucherUsed: '这个凭证号已经用过，一个凭证号只能记一笔。请核对凭证',
    voucher: '请填写凭证号：汉字、字母、数字和 - _ / 〔〕，最多 40 字',
    year: '请填写年度，例如 2026；同一单位、年度、来源只能有一项资金',
    unitId: '请选择核查单位',
    fundId: '请选择本年度的资金',
    cashCode: '请填写 8 位领款码',
    reportId: '最先受理的举报有变化，请刷新页面',
  } as Record<string, string>,
};

const en: typeof zh = {
  title: 'Rewards to approve',
  intro:
    'The verifying unit proposes; another of its members approves. The amount follows the rule in force on the day the report came in. The steps show on the case page, once opened.',
  waiting: 'Waiting for approval',
  waitingNone: 'No reward waits for approval.',
  all: 'Rewards of this unit',
  allNone: 'This unit has no rewards yet.',
  number: 'Reward number',
  caseNumber: 'Case',
  amount: 'Amount',
  state: 'State',
  proposedOn: 'Proposed on',
  claimUntil: 'Claim by',
  open: 'Open the case',
  funds: 'Funds of this year',
  noFund: 'There is no fund for this year. A finance officer has to open one.',
  balance: (fund: string, balance: string) => `${fund}: balance ${balance}`,
  heading: 'Reward',
  locked: 'Unlock your key to compute or check the reward.',
  rule: 'Rule',
  checked: 'Checked against the issued text',
  unchecked: 'Not checked against the issued text',
  uncheckedHint:
    'Nobody has compared these numbers with the issued text yet. Compare them before you propose or approve.',
  computeTitle: 'Compute the reward',
  computeIntro:
    'The amount is computed as you type. What you enter is used to compute and not stored; the steps are sealed for this unit and the reporter.',
  penalty: 'Administrative penalty (yuan)',
  penaltyHint: 'Leave empty if there was none',
  majorHazard: 'A major hazard by the sector’s criteria',
  unlawfulProduction: 'Unlawful production, trade or building (otherwise it counts as a general violation)',
  chosen: 'Amount the unit sets (yuan)',
  chosenHint: 'For a general hazard, within the range of the rule; empty means its lower end',
  concealedDeaths: 'Verified concealed deaths',
  totalDeaths: 'All deaths of the accident',
  grade: 'Final grade of the accident',
  insider: 'The reporter is an insider',
  anonymity: 'Reported',
  exclusions: 'No reward where one of these holds',
  exclusionNames: {
    alreadyKnown: 'Found before the report by the office or by the employer, and being handled by law',
    supervisingOfficial: 'The reporter is a supervising official, their close family, or was sent by one',
    fabricated: 'Fabricated',
  },
  stepsTitle: 'How it is computed',
  total: 'Reward',
  noneDue: 'No reward is due: ',
  inputsWrong: 'Check the amounts and numbers you entered.',
  firstOnly: 'Where several reports concern one matter, only the one first accepted is rewarded.',
  propose: 'Propose the reward',
  proposing: 'Sealing and proposing…',
  proposed: 'The reward is proposed and waits for another person’s approval.',
  decideTitle: 'Approve the reward',
  recomputed: 'Your browser has computed it again from the sealed facts: the amounts agree.',
  differs: 'Computed again, the amount differs from the proposal. Do not approve it.',
  unreadable: 'The steps cannot be opened. Do not approve.',
  noClaimant: 'The report does not open, so nobody knows who may claim. Do not approve.',
  fund: 'Fund that pays',
  approve: (amount: string) => `Approve ${amount}`,
  approved: 'The reward is approved; the reporter finds the notice on their own page.',
  refuse: 'Send back',
  refusedDone: 'The reward is sent back.',
  reason: 'Reason for sending it back',
  reasons: {
    wrongInputs: 'The facts entered are wrong',
    wrongPolicy: 'The wrong rule was applied',
    wrongReport: 'Not the report that was first accepted',
    excluded: 'One of the cases without a reward',
    waitForReview: 'Wait for a review or a penalty decision',
  },
  refusedFor: (reason: string) => `The last proposal was sent back: ${reason}`,
  ownProposal: 'You proposed this one; another person has to approve it.',
  notFirst: 'There is no report that could be rewarded.',
  failed: 'That did not work. Try again.',
  claimBy: (day: string) => `Claim by ${day}`,
  notice: {
    title: 'Notice',
    waiting: 'The reporter has not been notified yet',
    text: 'The days to claim count from the notice: a reporter who opens the follow page and sees the reward is notified. Record it here where you told them in another way, or gave a public notice because nobody could be reached. A public notice says the number only: no person, employer, case or amount.',
    way: 'How were they notified?',
    ways: (order: number) => ({
      told: 'Told in person, by phone, or in a message that was answered',
      published: `Not reachable: public notice given today (number ${order})`,
    }),
    submit: 'Record the notice and start the days to claim',
    given: {
      seen: (day: string) => `Seen by the reporter on the follow page on ${day}`,
      told: (day: string) => `Told on ${day}`,
      published: (day: string) => `Public notice on ${day}`,
    },
  },
  paidOn: (day: string) => `Paid before ${day}`,
  lost: 'The key that kept who may claim was lost, for example in a restore without its night folder. Approve again, so that the reporter can claim; the fund is not charged twice.',
  inCase: 'On the case page',
  paidLocked: 'Unlock your key to see amount, payment and voucher number.',
  paidLost: 'Amount and payment cannot be opened.',
  paymentNumber: 'Payment number',
  voucher: 'Voucher number',
  paymentDay: 'Paid on',
  fundTooLow: (balance: string, amount: string) =>
    `The fund’s balance of ${balance} does not cover ${amount}. A finance officer has to credit it first.`,
  fields: {
    amount: 'Enter an amount, for example 20000 or 20000.50',
    voucherUsed: 'This voucher number has been used: one voucher stands for one entry. Look at the voucher again',
    voucher: 'Enter the voucher number: letters, digits and - _ / 〔〕, at most 40',
    year: 'Enter a year, for example 2026; a unit has one fund per year and source',
    unitId: 'Choose a verifying unit',
    fundId: 'Choose a fund of this year',
    cashCode: 'Enter the 8-digit cash code',
    reportId: 'Another report is now the first one: reload the page',
  },
};

export const rewardWords = defineWords(zh, en);

/** A refusal as an action of these pages answers it. */
export type Refused = {
  code: RefusalCode;
  field?: string | null;
  data?: Readonly<Record<string, unknown>> | null | undefined;
};

const digits = (value: unknown): bigint => (typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : 0n);

/** A refusal in words for a field or a button. */
export function refusalText(lang: Lang, { code, field, data }: Refused): string {
  const t = rewardWords[lang];
  const names = vocabularyWords[lang];
  if (code === 'fundTooLow') {
    return t.fundTooLow(
      formatMoney(digits(data?.balance), lang, { exact: true }),
      formatMoney(digits(data?.amount), lang, { exact: true }),
    );
  }
  if (data?.rule === 'notCertified') return names.notCertified;
  const because = data?.because as keyof typeof names.rewardRefusals | undefined;
  if (because !== undefined && because in names.rewardRefusals) return t.noneDue + names.rewardRefusals[because];
  if (code === 'alreadyDone' && field === 'voucher') return t.fields.voucherUsed ?? names.refusals[code];
  const byField = code === 'invalid' || code === 'conflict' || (code === 'alreadyDone' && field === 'year');
  return (byField && field ? t.fields[field] : undefined) ?? names.refusals[code];
}
