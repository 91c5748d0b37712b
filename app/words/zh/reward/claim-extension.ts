import type { ClaimExtensionReason } from '~/domain/reward/reward-order';

/** Words of extending the days to claim. */
export const claimExtensionWords = {
  title: '延长领取期限',
  text: '举报人有特殊情况、不能按期领取的，可以延长一次。举报人在查询页看到新的截止日。只登记原因的类别，不写情况。',
  reason: '原因',
  reasons: {
    illness: '生病、受伤',
    away: '在外地、在国外',
    documents: '证件正在补办',
    lateNotice: '通知没有及时收到',
  } satisfies Record<ClaimExtensionReason, string>,
  submit: '延长一次',
};
