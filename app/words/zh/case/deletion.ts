import type { DeletionReason } from '~/domain/case/retention';

type Reasons = Record<DeletionReason, string>;

/** Words of deletion by two people. */
export const deletionWords = {
  title: '删除申请',
  lead: '案件在保管期满前删除，须由承办单位负责人申请、密钥监督员同意。删除后，密封的内容、文件和密钥都不复存在，任何人无法恢复。这里看不到案件内容。',
  none: '没有等待处理的删除申请。',
  case: '案件编号',
  reason: '理由',
  askedBy: '申请人',
  askedOn: '申请日期',
  decision: '处理',
  confirm: '同意并删除',
  refuse: '不同意',
  caseOf: (order: number) => `案件 ${order}`,
  confirmed: '已删除。留有删除记录。',
  refused: '已记录：不同意删除。',
  askTitle: (order: number) => `申请删除案件 ${order}`,
  askLead:
    '只在有法定理由时使用。申请写入日志；密钥监督员同意后立即删除，无法恢复。统计数字、奖励账目和删除记录保留；举报人用查询码仍能看到案件已删除。',
  askLink: '申请删除',
  askReason: '为什么要在保管期满前删除？',
  ask: '提交申请',
  asked: '已提交申请，等待密钥监督员处理。',
  waits: '已有一份删除申请在等待密钥监督员处理。',
  back: '返回案件',
  chooseReason: '请选择理由',
  rewardUnderWay: '这个案件的奖励还没有办完，不能删除。',
  reasons: {
    courtOrder: '法院或上级机关的书面决定',
    unlawfulContent: '含有依法不得保存的他人信息',
    reporterAsked: '举报人书面要求删除',
    sentByMistake: '误发，与安全生产无关',
    test: '测试用的举报',
  } satisfies Reasons as Reasons,
};
