import type { LimitStanding, LimitUnit, PublicLimit } from '~/domain/county/public-limits';

type LimitWords = { what: string; from: string };

/** Words of the page of all time limits and of the reporter's rights. */
export const limitsWords = {
  title: '办理期限和您的权利',
  lead: (day: string) => `每一步多久、从哪天算起、依据是什么，都写在这里。本页写的是现行规定，自${day}起施行。`,
  tableTitle: '各项期限',
  what: '事项',
  count: '期限',
  from: '从什么时候算起',
  basis: '依据',
  units: {
    minutes: (count: number) => `${count} 分钟`,
    hours: (count: number) => `${count} 小时`,
    days: (count: number) => `${count} 日`,
    workingDays: (count: number) => `${count} 个工作日`,
  } satisfies Record<LimitUnit, (count: number) => string>,
  extension: (times: number, length: string) => (times === 1 ? `一次，${length}` : `最多 ${times} 次，每次 ${length}`),
  limits: {
    dangerHours: { what: '有人生命危险的：决定是否受理', from: '收到举报' },
    dangerAlertMinutes: { what: '有人生命危险的：没有人确认，就通知值班表上的下一位', from: '通知上一位' },
    acceptanceWorkingDays: { what: '决定是否受理', from: '收到举报' },
    verificationDays: { what: '核查完毕', from: '受理' },
    verificationExtensionDays: { what: '核查延期，须经批准', from: '原期限届满' },
    replyDays: { what: '答复您', from: '作出结论' },
    objectionDays: { what: '您对结论提出异议', from: '您收到答复' },
    reviewDays: { what: '上一级复查完毕', from: '您提出异议' },
    claimDays: { what: '您领取奖励', from: '您看到通知，或者部门告知、公告' },
    claimExtensionDays: { what: '您有特殊情况的，部门延长领取期限，一次', from: '原期限届满' },
    penaltyPublicationWorkingDays: { what: '公布处罚决定', from: '作出处罚决定' },
    overdueLeadWorkingDays: { what: '过了期限没有办：告诉部门负责人', from: '期限届满' },
    overdueSupervisorWorkingDays: { what: '过了期限还没有办：告诉督办单位', from: '期限届满' },
    handOnWorkingDays: { what: '反映本办公室自己的举报：送到上级', from: '收到举报' },
  } satisfies Record<PublicLimit, LimitWords>,
  standings: {
    default: '法律没有规定，本地可以自定',
    unstated: '现行规定只写“及时”，天数未核对',
    notChecked: '尚未与印发的原文核对',
  } satisfies Record<Exclude<LimitStanding, 'checked'>, string>,
  checked: (by: string) => `已与原文核对：${by}`,
  howTitle: '怎样算',
  how: [
    '写“日”的，节假日也算在内；写“工作日”的，只算上班的日子，调休上班的也算。当天不算，从第二天数起。',
    '最后一天是节假日的，顺延到节后第一个工作日。下一年的放假安排没有公布的，日期会注明以公布后为准。',
    '转给别的部门，期限接着算，不重新开始。有人生命危险的，按小时算，节假日不停。',
    '您这一件的最后一天，写在查询页上。过了期限还没有办，那里会写明，督办的单位也看得到。',
  ],
  rightsTitle: '您的权利',
  rights: [
    '得到答复：结论是什么、怎样核查、怎样处理、有没有奖励。不予受理的，告诉您理由。',
    '知道为什么延期：核查延期，要由经办人以外的负责人批准，并把理由写给您。',
    '提出异议：不同意答复，在上面的期限内，到查询页点“提出异议”，写明不同意哪一点、为什么；也可以找下面的上一级。由上一级另外派人复查，复查期间案件不办结。',
    '撤回举报：结论确认以前，可以在查询页撤回。已经受理的、有人生命危险的，部门还会继续查，因为安全是大家的事。',
    '补充材料、给部门留言、查看谁申请打开过您的身份，都在查询页。',
    '不受打击报复：单位不得因为举报降低您的工资、福利待遇或者解除劳动合同（安全生产法第五十四条）。遇到了，请在查询页留言告诉部门。',
  ],
  toFollow: '打开查询页',
  lateTitle: '过了期限没有人办',
  late: '请先在查询页留言，或者打下面的电话。说办理的事项和期限就行，不要在电话里说出查询码。',
  upper: (name: string) => `也可以向上一级反映，就是${name}。`,
};
