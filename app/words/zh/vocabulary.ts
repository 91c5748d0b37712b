import type { DueStep } from '~/domain/case/deadlines';
import type { RoutingReason } from '~/domain/report/routing';
import type { RewardRefusal, RewardStep } from '~/domain/reward/reward-facts';
import type { RewardState } from '~/domain/reward/reward-order';
import type { ConflictRule } from '~/domain/staff/role-matrix';
import type { AccidentGrade, NotAcceptedReason, Role } from '~/domain/vocabulary';
import { formatMoney } from '~/words/language';

/** Text of each step of a reward's computation, from the step itself. */
export type RewardStepWords = {
  [C in RewardStep['code']]: (step: Extract<RewardStep, { code: C }>) => string;
};

const yuan = (fen: string) => formatMoney(BigInt(fen), 'zh');
const percent = (basisPoints: number) => `${basisPoints / 100}%`;

/** The Chinese names of the codes. */
export const vocabularyWords = {
  matters: {
    majorRisk: '重大风险',
    hazard: '事故隐患',
    violation: '违法行为',
    concealedAccident: '事故瞒报、谎报、迟报、漏报',
    misconduct: '干部失职、保护伞',
  },
  sectors: {
    mining: '矿山',
    hazardousChemicals: '危险化学品',
    fireworks: '烟花爆竹',
    gas: '燃气',
    construction: '建筑施工',
    fire: '消防',
    roadTransport: '道路交通运输',
    waterTransport: '水上交通运输',
    specialEquipment: '特种设备',
    industry: '工贸企业',
    agriculture: '农业、农机、渔业',
    education: '学校、培训机构',
    tourism: '文化旅游',
    selfBuiltHousing: '自建房',
    electricity: '电力',
    forestry: '林业、森林防火',
    other: '其他，或者不清楚',
  },
  stages: {
    registered: '登记',
    accepted: '受理',
    notAccepted: '不予受理',
    assigned: '交办',
    verifying: '核查',
    verdictProposed: '待确认结论',
    verdictConfirmed: '结论已确认',
    replied: '答复',
    objected: '异议复查',
    reopened: '重新办理待批',
    closed: '办结',
  },
  reviewOutcomes: { upheld: '维持原结论', changed: '改变结论', verifyAnew: '重新核查' },
  verdicts: { substantiated: '属实', partlySubstantiated: '部分属实', unsubstantiated: '不属实' },
  channels: {
    web: '网上',
    board: '公示牌',
    phone: '电话',
    email: '电子邮件',
    wechat: '微信',
    letter: '来信',
    visit: '来访',
    ledger: '旧台账',
  },
  anonymity: { anonymous: '匿名', named: '实名' },
  notAcceptedReasons: {
    duplicateBySamePerson: '同一人就同一事项重复举报',
    noClearTarget: '没有明确的被举报对象',
    noClearFacts: '没有明确的事实',
    suggestion: '属于意见建议，不是举报',
    informationRequest: '属于信息公开申请',
    courtOrArbitration: '已由法院或者仲裁机构处理',
    otherHotline: '属于其他热线受理的事项',
    outsideDuty: '不属于本单位职责',
  } satisfies Record<NotAcceptedReason, string>,
  roles: {
    operator: '接线员',
    intake: '受理员',
    handler: '承办人',
    lead: '部门负责人',
    custodian: '保密专员',
    guardian: '密钥监督员',
    finance: '财务人员',
    supervisor: '督办员',
    publisher: '公示员',
    auditor: '审计员',
    administrator: '系统管理员',
  } satisfies Record<Role, string>,
  /** For a member whom the signed directory does not name. */
  notCertified: '您的账号还没有经密钥监督员认证，须先当面核对并认证。',
  unitKinds: {
    department: '部门',
    town: '乡镇街道',
    intake: '受理组',
    discipline: '纪检监察机关',
    committee: '安委办',
    upper: '上一级机关',
    custodians: '保密专员组',
    guardians: '密钥监督员组',
    finance: '财政部门',
    publicity: '公示部门',
    contacts: '村（社区）联络员',
    administration: '系统管理',
  },
  accidentGrades: {
    general: '一般事故',
    larger: '较大事故',
    major: '重大事故',
    especiallyMajor: '特别重大事故',
  } satisfies Record<AccidentGrade, string>,
  routing: {
    board: (unit: string) => `由公示牌上的监管部门负责：${unit}`,
    employer: (unit: string) => `由登记的这家单位的监管部门负责：${unit}`,
    regulates: (unit: string) => `按“三个必须”，由主管这个行业的部门负责：${unit}`,
    does: (unit: string) => `没有单独的主管部门，由承担这类工作最多的部门负责：${unit}`,
    nearest: (unit: string) => `由离事发地最近的单位负责：${unit}`,
    misconductToDiscipline: (unit: string) => `干部失职、包庇，由纪检监察机关负责：${unit}`,
    concealedInCounty: (unit: string) => `瞒报事故，由县级以上人民政府组织核查：${unit}`,
    deathsInCounty: (unit: string) => `涉及人员死亡，由县级以上人民政府组织核查：${unit}`,
    // Which unit it is stays sealed.
    accusedBypassed: () => '被举报的单位不能办理自己的事，已经绕开',
    standIn: (unit: string) => `该单位现在不能接收举报，由承接单位、上一级或受理组负责：${unit}`,
    intake: (unit: string) => `没有对应的分工规则，由受理组阅看后更正：${unit}`,
    upper: (unit: string) => `本级没有可以办理的单位，由上一级负责：${unit}`,
  } satisfies Record<RoutingReason['rule'], (unit: string) => string>,
  roleConflicts: {
    separateCircles: '承办、保密专员、密钥监督员三类角色不能集于一人，过去担任过也不行。',
    administratorHoldsKey: '系统管理员不能持有单位密钥。',
    supervisorReadsContent: '督办员不能同时阅看举报内容。',
    payeeShares: '财务和密钥监督员各持收款信息的一份，不能集于一人。',
    auditorHoldsKey: '审计员看日志，不能同时持有单位密钥。',
    payerHandles: '受理、承办人员知道案情，不能同时做财务：付款时会看到收款人是谁。',
  } satisfies Record<ConflictRule, string>,
  dueSteps: { accept: '决定是否受理', verify: '核查', reply: '答复', review: '复查' } satisfies Record<DueStep, string>,
  rewardStates: {
    proposed: '待审批',
    forwarded: '待上级批准',
    approved: '已批准，待领取',
    refused: '不予批准',
    claimed: '已申领',
    batched: '待解封付款信息',
    released: '待付款',
    paid: '已支付',
    returned: '逾期未领，已退回资金',
    waived: '举报人放弃，已退回资金',
    revised: '已由重新计算的奖励代替',
  } satisfies Record<RewardState, string>,
  rewardRefusals: {
    notSubstantiated: '举报不属实',
    alreadyKnown: '举报前监管部门或者被举报单位已经发现，正在依法处理',
    supervisingOfficial: '举报人是负有监管职责的人员、其近亲属或者受其指使的人',
    fabricated: '捏造事实',
    anonymousNotEligible: '现行办法不奖励匿名举报',
    codeNotProven: '匿名举报人尚未用约定的代码证明身份',
    noRuleForMatter: '现行办法没有规定这类事项的奖励',
    amountNotEntered: '现行办法的金额尚未录入',
    noPenalty: '没有罚款的，不按国家规定的比例和下限计奖；本县对这类情形还没有录入金额',
    noConcealedDeaths: '没有查实瞒报的死亡人数',
    concealedExceedsTotal: '瞒报的死亡人数多于事故死亡总数',
    gradeNotFinal: '事故等级尚未最终认定',
    gradeBelowDeaths: '所选事故等级低于死亡人数对应的等级（国务院令第493号第三条），请核对',
    specialOutsideRange: '特别奖励的金额不在规定的幅度内',
    situationUnknown: '奖励标准里没有这种情形',
    outsideRange: '金额不在规定的幅度内',
  } satisfies Record<RewardRefusal, string>,
  rewardSteps: {
    noPenalty: () => '没有行政处罚罚款',
    penaltyShare: (step) => `罚款 ${yuan(step.penaltyFen)} 的 ${percent(step.basisPoints)}`,
    concealedDeaths: (step) => `查实瞒报死亡 ${step.deaths} 人，每人 ${yuan(step.perDeathFen)}`,
    generalHazard: (step) => `一般隐患，规定幅度 ${yuan(step.minFen)}至 ${yuan(step.maxFen)}`,
    generalViolation: (step) => `一般违法行为，规定幅度 ${yuan(step.minFen)}至 ${yuan(step.maxFen)}`,
    concealedInjury: (step) => `瞒报、谎报只有人受伤的事故，规定幅度 ${yuan(step.minFen)}至 ${yuan(step.maxFen)}`,
    special: (step) => `避免重大事故，特别奖励 ${yuan(step.specialFen)}`,
    monthlyLimit: (step) => `每人每月最多 ${yuan(step.limitFen)}，本月已得 ${yuan(step.paidFen)}`,
    paidEarly: (step) => `初核后已先行奖励 ${yuan(step.paidFen)}，从中扣除`,
    alreadyGranted: (step) => `处罚变更后重新计算；以前已奖励 ${yuan(step.beforeFen)}，这次补足差额`,
    replaced: (step) => `处罚变更后重新计算；以前批准的 ${yuan(step.beforeFen)}不再执行，以这次为准`,
    noUplift: (step) =>
      ({
        needsName: '从业人员没有实名举报，不增加',
        formerNotCounted: '已经离职，不按从业人员增加',
        familyNotCounted: '从业人员的家属，不按从业人员增加',
      })[step.because],
    situation: (step) => `情形 ${step.situation}：${step.text}，定额奖励`,
    floor: (step) => `不足下限，按下限 ${yuan(step.floorFen)}`,
    cap: (step) => `超过上限，按上限 ${yuan(step.capFen)}`,
    insiderUplift: (step) =>
      step.minimumApplied
        ? `从业人员举报，按最低增加额增加 ${yuan(step.upliftFen)}`
        : `从业人员举报，增加 ${percent(step.basisPoints)}，即 ${yuan(step.upliftFen)}`,
  } satisfies RewardStepWords as RewardStepWords,
};
