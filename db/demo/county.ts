import { creditCheck } from '~/domain/credit-code';
import type { Localized } from '~/domain/localized';
import type { Role, Sector } from '../../app/domain/vocabulary';
import type { CountyDraft, SetupUnit } from '../../app/services/county/setup.server';

/** A made-up county with the kinds of towns, departments and duties that the government notices name. */

const COUNTY_CODE = '500999';
export const TOWNS = [
  ['101', '城关街道', 'Chengguan Street', ['北门社区', '河滨社区']],
  ['102', '青石镇', 'Qingshi Town', ['石桥村', '磨盘村']],
  ['103', '白水镇', 'Baishui Town', ['上坝村', '渡口村']],
  ['104', '双河镇', 'Shuanghe Town', ['双河社区', '柏树村']],
  ['105', '龙潭镇', 'Longtan Town', ['龙潭村', '矿山村']],
  ['106', '桐梓乡', 'Tongzi Township', ['桐梓村']],
  ['107', '高坪乡', 'Gaoping Township', ['高坪村']],
  ['108', '工业园区', 'Industrial Park', ['化工片区', '机械片区']],
] as const;

export const townCode = (number: string) => `${COUNTY_CODE}${number}`;

const VILLAGE_EN: Record<string, string> = {
  北门社区: 'Beimen Community',
  河滨社区: 'Hebin Community',
  石桥村: 'Shiqiao Village',
  磨盘村: 'Mopan Village',
  上坝村: 'Shangba Village',
  渡口村: 'Dukou Village',
  双河社区: 'Shuanghe Community',
  柏树村: 'Baishu Village',
  龙潭村: 'Longtan Village',
  矿山村: 'Kuangshan Village',
  桐梓村: 'Tongzi Village',
  高坪村: 'Gaoping Village',
  化工片区: 'Chemical Zone',
  机械片区: 'Machinery Zone',
};

const areas: CountyDraft['areas'] = [
  { code: COUNTY_CODE, parentCode: null, level: 'county', names: { zh: '安岭县', en: 'Anling County' } },
  ...TOWNS.flatMap(([number, zh, en, villages]) => [
    { code: townCode(number), parentCode: COUNTY_CODE, level: 'town' as const, names: { zh, en } },
    ...villages.map((village, index) => ({
      code: `${townCode(number)}${index + 1}`,
      parentCode: townCode(number),
      level: 'village' as const,
      names: { zh: village, en: VILLAGE_EN[village] ?? village },
    })),
  ]),
];

const unit = (
  code: string,
  kind: SetupUnit['kind'],
  zh: string,
  en: string,
  sectors: readonly Sector[] = [],
): SetupUnit => ({
  code,
  kind,
  names: { zh, en },
  sectors,
  dutyPhone: '023-5555-12350',
  dutyMail: `${code}-duty@anling.example`,
  areaCode: kind === 'town' ? townCode('101') : null,
});

export const DEMO_COUNTY: CountyDraft = {
  names: { zh: '安岭县', en: 'Anling County' },
  hotline: '12350',
  demo: true,
  areas,
  units: [
    unit('intake', 'intake', '举报受理组', 'Report Intake Office'),
    unit('discipline', 'discipline', '县纪委监委', 'Discipline Inspection Commission'),
    unit('committee', 'committee', '县安委会办公室', 'Work Safety Committee Office'),
    unit('upper', 'upper', '市应急管理局', 'Municipal Emergency Management Bureau'),
    unit('custodians', 'custodians', '保密专员组', 'Identity Custodians'),
    unit('guardians', 'guardians', '密钥监督员组', 'Guardians'),
    unit('finance', 'finance', '县财政局', 'Finance Bureau'),
    unit('publicity', 'publicity', '信息公开办公室', 'Publication Office'),
    unit('administration', 'administration', '系统管理办公室', 'System Administration'),
    {
      ...unit('emergency', 'department', '县应急管理局', 'Emergency Management Bureau', [
        'mining',
        'hazardousChemicals',
        'fireworks',
        'industry',
        'agriculture',
        'forestry',
        'electricity',
        'other',
      ]),
      accidents: true,
    },
    unit('housing', 'department', '县住房和城乡建设委员会', 'Housing and Construction Commission', [
      'construction',
      'gas',
      'selfBuiltHousing',
    ]),
    unit('fire', 'department', '县消防救援大队', 'Fire and Rescue Brigade', ['fire', 'education', 'tourism']),
    unit('transport', 'department', '县交通运输局', 'Transport Bureau', ['roadTransport', 'waterTransport']),
    unit('market', 'department', '县市场监督管理局', 'Market Regulation Bureau', ['specialEquipment']),
    unit('chengguan', 'town', '城关街道办事处', 'Chengguan Street Office'),
  ],
};

export type DemoPerson = { login: string; name: string; roles: readonly Role[]; unit: string };
const person = (login: string, name: string, unitCode: string, ...roles: Role[]): DemoPerson => ({
  login,
  name,
  roles,
  unit: unitCode,
});

/** Names are made up; logins are pinyin. */
export const DEMO_STAFF: readonly DemoPerson[] = [
  person('admin', '陈立', 'administration', 'administrator'),
  person('auditor', '秦正', 'administration', 'auditor'),
  person('supervisor', '安宁', 'committee', 'supervisor'),
  person('supervisor2', '温良', 'committee', 'supervisor'),
  person('publisher', '何晴', 'publicity', 'publisher'),
  person('intake1', '罗敏', 'intake', 'intake', 'operator'),
  person('intake2', '袁芳', 'intake', 'intake'),
  person('discipline1', '纪明', 'discipline', 'lead'),
  person('discipline2', '廉思', 'discipline', 'handler'),
  person('upper1', '高峰', 'upper', 'lead'),
  person('upper2', '施远', 'upper', 'handler'),
  person('custodian1', '方守', 'custodians', 'custodian'),
  person('custodian2', '钟信', 'custodians', 'custodian'),
  person('guardian1', '卫国', 'guardians', 'guardian'),
  person('guardian2', '盛平', 'guardians', 'guardian'),
  person('guardian3', '甄严', 'guardians', 'guardian'),
  person('finance1', '金算', 'finance', 'finance'),
  person('finance2', '钱清', 'finance', 'finance'),
  person('emergency.lead', '雷厉', 'emergency', 'lead'),
  person('emergency1', '周敏', 'emergency', 'handler'),
  person('emergency2', '吴江', 'emergency', 'handler'),
  person('housing.lead', '石坚', 'housing', 'lead'),
  person('housing1', '唐梁', 'housing', 'handler'),
  person('fire.lead', '霍明', 'fire', 'lead'),
  person('fire1', '焦阳', 'fire', 'handler'),
  person('transport.lead', '路通', 'transport', 'lead'),
  person('transport1', '车平', 'transport', 'handler'),
  person('market.lead', '严格', 'market', 'lead'),
  person('market1', '成效', 'market', 'handler'),
  person('chengguan.lead', '关心', 'chengguan', 'lead'),
  person('chengguan1', '邻近', 'chengguan', 'handler'),
];

export type DemoSite = {
  code: string;
  site: Localized;
  employer: Localized;
  creditCode: string;
  sector: Sector;
  town: string;
  regulator: string;
  risks: readonly Localized[];
};

const creditCodeOf = (first: string): string => first + creditCheck(first);

const site = (
  code: string,
  employer: readonly [zh: string, en: string],
  place: readonly [zh: string, en: string],
  sector: Sector,
  town: string,
  regulator: string,
  risks: readonly (readonly [zh: string, en: string])[],
): DemoSite => ({
  code,
  site: { zh: `${employer[0]}${place[0]}`, en: `${employer[1]}, ${place[1]}` },
  employer: { zh: employer[0], en: employer[1] },
  creditCode: creditCodeOf(`91500999MA00000${code.slice(-2)}`),
  sector,
  town: townCode(town),
  regulator,
  risks: risks.map(([zh, en]) => ({ zh, en })),
});

/** Ten employers, each with one signboard. */
export const DEMO_SITES: readonly DemoSite[] = [
  site('AL01', ['安岭锦程服装厂', 'Jincheng Garment Factory'], ['东门', 'east gate'], 'fire', '101', 'fire', [
    ['疏散通道与安全出口', 'Escape routes and exits'],
    ['布料堆放引发火灾', 'Fire load of fabrics'],
  ]),
  site(
    'AL02',
    ['安岭鸿泰化工有限公司', 'Hongtai Chemicals'],
    ['一号门', 'gate 1'],
    'hazardousChemicals',
    '108',
    'emergency',
    [
      ['氯气泄漏', 'Chlorine leak'],
      ['受限空间作业', 'Work in confined spaces'],
    ],
  ),
  site(
    'AL03',
    ['龙潭石灰岩矿', 'Longtan Limestone Quarry'],
    ['矿区入口', 'quarry entrance'],
    'mining',
    '105',
    'emergency',
    [
      ['边坡垮塌', 'Slope collapse'],
      ['爆破作业', 'Blasting'],
    ],
  ),
  site(
    'AL04',
    ['安居花园二期工地', 'Anju Gardens Phase 2'],
    ['北大门', 'north gate'],
    'construction',
    '101',
    'housing',
    [
      ['高处坠落', 'Falls from height'],
      ['塔吊倾覆', 'Crane overturning'],
    ],
  ),
  site(
    'AL05',
    ['安岭县顺达客运公司', 'Shunda Coach Company'],
    ['车站', 'station'],
    'roadTransport',
    '104',
    'transport',
    [
      ['疲劳驾驶', 'Driver fatigue'],
      ['超员', 'Overloading'],
    ],
  ),
  site('AL06', ['白水渡口', 'Baishui Ferry'], ['候船处', 'landing'], 'waterTransport', '103', 'transport', [
    ['超载落水', 'Overloading and falls overboard'],
  ]),
  site('AL07', ['青石机械铸造厂', 'Qingshi Foundry'], ['厂门', 'gate'], 'industry', '102', 'emergency', [
    ['高温金属液体喷溅', 'Splashing molten metal'],
    ['行车吊装', 'Overhead crane lifting'],
  ]),
  site('AL08', ['安岭天然气公司', 'Anling Gas'], ['双河配气站', 'Shuanghe station'], 'gas', '104', 'housing', [
    ['管道第三方破坏', 'Third-party pipe damage'],
  ]),
  site('AL09', ['新世纪购物中心', 'New Century Mall'], ['正门', 'main entrance'], 'specialEquipment', '101', 'market', [
    ['电梯、自动扶梯', 'Lifts and escalators'],
  ]),
  site(
    'AL10',
    ['高坪烟花爆竹仓库', 'Gaoping Fireworks Store'],
    ['库区', 'store area'],
    'fireworks',
    '107',
    'emergency',
    [
      ['爆炸', 'Explosion'],
      ['雷击', 'Lightning'],
    ],
  ),
];
