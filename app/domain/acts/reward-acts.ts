import type { ActRule } from './act';

/** Rewards, their funds and payments, and samples of payees that an auditor asks for. */
export const rewardActs = {
  'reward.propose': { by: ['handler'], where: 'ownUnit', content: true },
  'reward.approve': { by: ['lead'], where: 'ownUnit', content: true, event: 'rewardApproved' },
  'reward.refuse': { by: ['lead'], where: 'ownUnit', content: true },
  'reward.see': { by: ['reporter'], where: 'self' },
  'reward.notify': { by: ['handler', 'lead'], where: 'ownUnit', content: true, event: 'rewardNotified' },
  'reward.claim': { by: ['reporter'], where: 'self', event: 'rewardClaimed' },
  'reward.enter': { by: ['system'], where: 'county' },
  'reward.settle': { by: ['system'], where: 'county' },
  'reward.batch': { by: ['finance'], where: 'county', certified: true },
  'reward.expire': { by: ['system'], where: 'county' },
  'payout.read': { by: ['finance', 'guardian'], where: 'county', certified: true, logged: true },
  'payout.release': { by: ['guardian'], where: 'county', certified: true },
  'payout.pay': { by: ['finance'], where: 'county', certified: true, event: 'rewardPaid' },
  'payout.correct': { by: ['finance'], where: 'county', certified: true },
  'fund.read': { by: ['finance', 'lead', 'auditor'], where: 'county' },
  'fund.open': { by: ['finance'], where: 'county', certified: true },
  'fund.credit': { by: ['finance'], where: 'county', certified: true },
  'fund.correct': { by: ['finance'], where: 'county', certified: true },
  'payee.askSample': { by: ['auditor'], where: 'county', certified: true },
  'payee.approveSample': { by: ['guardian'], where: 'county', certified: true },
  'payee.refuseSample': { by: ['guardian'], where: 'county', certified: true },
  'payee.giveSample': { by: ['finance'], where: 'county', certified: true },
  'payee.openSample': { by: ['auditor'], where: 'county', certified: true },
  'payee.shred': { by: ['system'], where: 'county' },
} as const satisfies Record<string, ActRule>;
