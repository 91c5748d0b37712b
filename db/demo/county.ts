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
