const late = (hazards: number): string => (hazards > 0 ? `隐患台账另有 ${hazards} 条整改同样逾期。` : '');

/** Notices of cases that stay late: first to the unit's lead, then to who supervises. */
export const escalationMails = {
  lead: {
    subject: '安哨：逾期案件，请负责人过问',
    text: (cases: number, days: number, hazards: number) =>
      `本单位有 ${cases} 个案件逾期已满 ${days} 个工作日。${late(hazards)}请负责人登录工作平台，督促办理。`,
  },
  supervisor: {
    subject: '安哨：逾期案件，请督办',
    text: (units: number, cases: number, days: number, hazards: number) =>
      `有 ${units} 个单位的 ${cases} 个案件逾期已满 ${days} 个工作日。${late(hazards)}请登录工作平台，查看各单位进度并督办。`,
  },
};
