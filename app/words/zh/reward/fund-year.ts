import type { YearEnd } from '~/domain/reward/fund-year';

/** Words of a fund's year: whether its money lasts, and its end. */
export const fundYearWords = {
  outlook: {
    title: '资金够不够',
    lead: '按本年度余额，减去已提出还没有占用的奖励，再减去已查实还没有提出奖励的案件（按近十二个月平均每笔奖励估算）。只有各单位合计，没有案件。余额不足本年度资金五分之一的，提示偏低（软件自带的界限）。',
    unit: '单位',
    balance: '余额',
    waiting: '已提出待批准',
    ahead: '已查实未提出',
    left: '预计剩余',
    state: '提示',
    states: { short: '不够，请安排拨款', low: '偏低', enough: '够用' },
    expected: (cases: number, amount: string) => `${cases} 件，约 ${amount}`,
    unknown: (cases: number) => `${cases} 件，还没有可参考的平均数`,
  },
  close: {
    title: '年度结账',
    lead: (year: number) =>
      `${year} 年以前的资金可以结账。结账以后不再拨入、不再批准；已经批准的照常申领、支付，逾期没领的退回来以后，可以再结一次。`,
    which: '结哪一项资金',
    choice: (fund: string, balance: string) => `${fund}：余额 ${balance}`,
    end: '余额怎么办？',
    ends: (year: number): Record<YearEnd, string> => ({
      carryOver: `结转到 ${year} 年同一单位、同一来源的资金`,
      giveBack: '交回财政',
    }),
    voucher: '凭证号',
    voucherHint: '没有余额的不用填',
    submit: '结账',
  },
};
