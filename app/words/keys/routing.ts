import { defineWords, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

/** Words for the signed duties and registers, and for what a next version of them changes. */
export const routingWords = defineWords(
  {
    title: '办理分工和登记名单',
    lead: '举报人的浏览器只按两位密钥监督员签署的分工、接收单位、公示牌和登记单位来分送举报。数据库里的改动不签署就不起作用。',
    version: (n: number, day: string) => `现行第 ${n} 版，${day} 签署`,
    none: '还没有签署过，举报还不能分送。',
    broken: '现行这一版的签名不成立，举报已经停止分送：有人改动了数据库。请告知其他密钥监督员，查明后重新签署。',
    noDraft: '还没有受理组或上一级机关，不能签署。',
    same: '没有等待签署的变化。',
    failed: '没有完成：数据与签名不符，或者连接中断。请重新打开本页再试。',
    changesTitle: '变化',
    changesText: '请逐条读过。您没有听说过的变化，可能是有人改动了数据库：不要签署，先查明。',
    comparedWith: (version: number | null) =>
      version === null
        ? '最新一版没有两位密钥监督员的有效签名，不能拿来对照。以前的版本也没有成立的，所以下面全部列为新增，请逐条与事实核对。'
        : `最新一版没有两位密钥监督员的有效签名，不能拿来对照。下面是与最后成立的第 ${version} 版相比的变化。`,
    change: '变化',
    what: '内容',
    kind: '类别',
    kinds: {
      takes: '接收举报的单位',
      rule: '分工',
      board: '公示牌',
      employer: '登记单位',
      register: '登记名单',
      area: '区域',
      seat: '单位所在区域',
      setting: '设定',
    },
    changes: { added: '新增', removed: '移除', changed: '变更' },
    sentence: {
      whole: (name: string, parts: string[]) => (parts.length === 0 ? name : `${name} ${parts.join('；')}`),
      part: (label: string, text: string) => `${label}：${text}`,
      goesTo: (unit: string) => `归 ${unit}`,
      changed: (label: string, before: string, after: string) =>
        `${label === '' ? '' : `${label} `}由 ${before} 改为 ${after}`,
      renamed: (before: string, after: string) => `${before}（改为 ${after}）`,
      place: (sector: string, where: string, more: string[]) =>
        `${sector}：${where}${more.length === 0 ? '' : `（${more.join('，')}）`}`,
      alsoCalled: (own: string, others: string) => `${own}（${others}）`,
      nothing: '无',
    },
    sector: '行业',
    register: '所在名单',
    face: '牌面内容（散列值）',
    creditCode: '统一社会信用代码',
    read: '以上变化已逐条读过，与事实相符',
    notRead: '请先读过变化并勾选。',
    propose: '签署，并提请另一位密钥监督员确认',
    proposalTitle: (n: number) => `第 ${n} 版分工等待第二位密钥监督员确认`,
    ownProposal: '请另一位密钥监督员在自己的电脑上打开本页，读过后确认。',
    othersProposal: '请与提出人当面逐条核对后再确认。',
    forged: '这一版的签名不对，或者不是现行版本的下一版，请不要确认，并告知其他密钥监督员。',
    confirm: (n: number) => `确认第 ${n} 版分工`,
    takeBack: '收回',
    turnDown: '不同意，退回',
    signing: '正在签署……',
    done: { proposed: '已提出，等待另一位密钥监督员确认。', certified: '新的分工已经生效。', withdrawn: '已退回。' },
    duties: { regulates: '主管', does: '承担最多', nearest: '就近', accidents: '组织核查涉亡和瞒报事故' },
    any: { sector: '各行业', area: '全县', matter: '各类事项' },
    regulators: {
      trade: (unit: string, sectors: string) => (sectors === '' ? unit : `${unit}（${sectors}）`),
      special: (unit: string, sectors: string) => `${unit}（专项：${sectors}）`,
    },
    unregulated: '没有监管单位',
    settings: { stampDays: '名单时效（天）', intakeUnitId: '受理组', upperUnitId: '上一级机关' },
    alarms: {
      broken: '分工和登记名单的签名不成立：举报已停止分送',
      differs: '数据库里的分工、公示牌或登记单位与签署的不同：等待签署，或者有人改动了数据库',
    },
  },
  {
    title: 'Duties and registers',
    lead: 'Reporters’ browsers route only by the duties, receiving units, signboards and employers that two guardians signed. What changes in the database without their signatures has no effect.',
    version: (n, day) => `Version ${n} in force, signed on ${day}`,
    none: 'Nothing has been signed yet: reports cannot be routed.',
    broken:
      'The signatures of the version in force do not hold, and routing of reports has stopped: somebody changed the database. Tell the other guardians, find out, then sign anew.',
    noDraft: 'There is no intake or upper unit yet, so nothing can be signed.',
    same: 'No change waits to be signed.',
    failed: 'Not done: the data do not match the signatures, or the connection broke. Open this page again.',
    changesTitle: 'What changes',
    changesText:
      'Read each line. A change that you were not told of may be somebody’s work in the database: do not sign, find out first.',
    comparedWith: (version) =>
      version === null
        ? 'Two guardians do not vouch for the newest version, so nothing is compared with it. None before it holds either: everything below is shown as new. Compare each line with the facts.'
        : `Two guardians do not vouch for the newest version, so nothing is compared with it. Below is what changes against version ${version}, the last that held.`,
    change: 'Change',
    what: 'What',
    kind: 'Kind',
    kinds: {
      takes: 'Unit that takes reports',
      rule: 'Duty',
      board: 'Signboard',
      employer: 'Employer',
      register: 'Register',
      area: 'Area',
      seat: 'Where a unit sits',
      setting: 'Setting',
    },
    changes: { added: 'added', removed: 'removed', changed: 'changed' },
    sentence: {
      whole: (name, parts) => (parts.length === 0 ? name : `${name}: ${parts.join('; ')}`),
      part: (label, text) => `${label} ${text}`,
      goesTo: (unit) => unit,
      changed: (label, before, after) => `${label === '' ? '' : `${label} `}from ${before} to ${after}`,
      renamed: (before, after) => `${before} (now ${after})`,
      place: (sector, where, more) => `${sector}, ${where}${more.length === 0 ? '' : ` (${more.join(', ')})`}`,
      alsoCalled: (own, others) => `${own} (${others})`,
      nothing: 'nothing',
    },
    sector: 'Trade',
    register: 'In the register of',
    face: 'What the board says (hash)',
    creditCode: 'Credit code',
    read: 'I have read each of these changes, and they are true',
    notRead: 'Read the changes and tick that you did.',
    propose: 'Sign, and ask another guardian to confirm',
    proposalTitle: (n) => `Version ${n} of the duties waits for a second guardian`,
    ownProposal: 'Ask another guardian to open this page on their own computer, read it and confirm.',
    othersProposal: 'Go through each line face to face with whoever proposed it before you confirm.',
    forged:
      'The signatures of this version are wrong, or it is not the one that follows: do not confirm it, and tell the other guardians.',
    confirm: (n) => `Confirm version ${n} of the duties`,
    takeBack: 'Take back',
    turnDown: 'Turn down',
    signing: 'Signing…',
    done: {
      proposed: 'Proposed; another guardian must confirm.',
      certified: 'The new duties are in force.',
      withdrawn: 'Turned down.',
    },
    duties: {
      regulates: 'regulates',
      does: 'does most of',
      nearest: 'is nearest to',
      accidents: 'verifies deaths and concealed accidents in',
    },
    any: { sector: 'all trades', area: 'the whole county', matter: 'all matters' },
    regulators: {
      trade: (unit, sectors) => (sectors === '' ? unit : `${unit} (${sectors})`),
      special: (unit, sectors) => `${unit} (special: ${sectors})`,
    },
    unregulated: 'no regulator',
    settings: { stampDays: 'Term of a stamp (days)', intakeUnitId: 'Intake', upperUnitId: 'Next level up' },
    alarms: {
      broken: 'Duties and registers: the signatures do not hold, and reports are not routed',
      differs:
        'Duties, signboards or employers in the database are not those that were signed: they wait for it, or somebody changed the database',
    },
  },
);

type Place = { sector: string; matter: string; duty: 'regulates' | 'does' | 'nearest' | 'accidents'; where: string };

/** Sector and where, as "消防：镇溪镇"; the matter and another duty than regulating are said where there is one. */
export function dutyPlace({ sector, matter, duty, where }: Place, lang: Lang): string {
  const { any, duties, sentence } = routingWords[lang];
  const { sectors, matters } = vocabularyWords[lang];
  const named = (names: Record<string, string>, code: string) => names[code] ?? code;
  const more = [...(matter === '*' ? [] : [named(matters, matter)]), ...(duty === 'regulates' ? [] : [duties[duty]])];
  return sentence.place(sector === '*' ? any.sector : named(sectors, sector), where, more);
}
