import type { Content } from '~/contract/sealed/content';
import { type WaitingContent, type WaitingKind, waitingContents } from '~/contract/sealed/waiting';
import { utf8 } from '~/envelope/bytes';
import type { Made } from './case-makers';
import {
  caseId,
  ceremonyId,
  memberId,
  proposalId,
  recipient,
  reportId,
  rewardId,
  signingKey,
  unitKeyId,
} from './example';

const claimant = { key: signingKey, memberId, signature: 'c2ln', proof: 'cHJvb2Y' };
const waiting = async <K extends WaitingKind>(kind: K, content: WaitingContent<K>): Promise<Made> => {
  const { written, version } = waitingContents[kind] as unknown as Content<WaitingContent<K>>;
  return { sealed: utf8(JSON.stringify(written(content))), version };
};

/** Makers of what waits for the night. */
export const waitingMakers = {
  waitingPenalty: () =>
    waiting('penalty', {
      decisionNumber: '〔2026〕7号',
      decidedOn: '2026-11-25',
      offender: '样例木器厂',
      creditCode: null,
      sector: 'fire',
      town: null,
      offence: '堵塞消防通道',
      legalBasis: '《消防法》第二十八条',
      amount: '5000000',
      unitId: unitKeyId,
    }),
  waitingClaim: () =>
    waiting('claim', {
      ...{ proposalId, claimId: ceremonyId, rewardId, fundId: caseId, amount: '750000', method: 'bank' },
      ...{ proposedBy: memberId, approvedBy: reportId, claimant },
      payee: {
        payee: 'AAAA',
        payeeRecipient: recipient,
        signature: 'c2ln',
        shares: [{ share: 'finance', unitKeyId, bytes: 'AAAA' }],
      },
    }),
  waitingHazard: () =>
    waiting('hazard', {
      hazardId: caseId,
      unitId: unitKeyId,
      unitKeyId,
      grade: 'major',
      dueOn: '2026-12-31',
      bytes: 'AAAA',
    }),
  waitingSupervision: () =>
    waiting('supervision', {
      orderNumber: '安委办挂牌〔2026〕3号',
      supervisor: '县安委办',
      employer: '样例木器厂',
      hazard: '消防通道被木料堵住',
      dueOn: '2026-12-31',
      unitId: unitKeyId,
    }),
  rewardLink: () => waiting('rewardLink', { proposalId, rewardId, claimant }),
};
