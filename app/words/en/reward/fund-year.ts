import type { Shape } from '~/words/define';
import type { fundYearWords as zh } from '~/words/zh/reward/fund-year';

export const fundYearWords: Shape<typeof zh> = {
  outlook: {
    title: 'Does the money last?',
    lead: 'The balance of this year, less what is proposed and not yet charged, less the cases found true for which nothing is proposed yet, each at the average reward of the last twelve months. There are sums by unit and no cases. Less than a fifth of the year’s money is called low (the product’s own figure).',
    unit: 'Unit',
    balance: 'Balance',
    waiting: 'Proposed',
    ahead: 'Found true, not proposed',
    left: 'Would be left',
    state: 'Note',
    states: { short: 'Not enough: more money is needed', low: 'Low', enough: 'Enough' },
    expected: (cases, amount) => `${cases}, about ${amount}`,
    unknown: (cases) => `${cases}, with no average to count by yet`,
  },
  close: {
    title: 'Close a year',
    lead: (year) =>
      `Funds of years before ${year} can be closed. A closed one takes no more money and approves nothing; what was approved is still claimed and paid, and what comes back unclaimed can be taken out by closing again.`,
    which: 'Fund to close',
    choice: (fund, balance) => `${fund}: balance ${balance}`,
    end: 'What becomes of the balance?',
    ends: (year) => ({
      carryOver: `Carried over to the ${year} fund of the same unit and source`,
      giveBack: 'Given back to the treasury',
    }),
    voucher: 'Voucher number',
    voucherHint: 'Leave empty where there is no balance',
    submit: 'Close the year',
  },
};
