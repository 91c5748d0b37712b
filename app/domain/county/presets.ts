import type { Localized } from '~/domain/localized';
import { REQUIRED_KINDS, type UnitKind } from '~/domain/staff/unit-kinds';
import { SECTORS, type Sector } from '~/domain/vocabulary';

export type PresetUnit = {
  code: string;
  kind: UnitKind;
  names: Localized;
  sectors: readonly Sector[];
  /** Verifies accidents that cost lives or were concealed. */
  accidents?: true;
  /** Sits in the one town that there is, and is nearest to all that happens in it. */
  nearest?: true;
  /** Offered, and left out unless somebody wants it. */
  extra?: true;
};

/** What set-up offers for one kind of place. Everything can be renamed, left out where not needed, and added to. */
type Preset = {
  units: readonly PresetUnit[];
  /** What lies below the place: the villages of one town, or towns, each of which also becomes a unit. */
  places: 'villages' | 'towns';
};

const unit = (code: string, kind: UnitKind, zh: string, en: string, sectors: readonly Sector[] = []): PresetUnit => ({
  code,
  kind,
  names: { zh, en },
  sectors,
});

/**
 * A town's three offices hold all the keys: the safety office takes in and handles, the finance office keeps identities
 * and pays, and the party office guards the keys. That is seven people with an administrator (role-matrix.ts).
 */
const TOWN_OFFICES: readonly PresetUnit[] = [
  { ...unit('intake', 'intake', '应急管理和安全生产办公室', 'Emergency and Work Safety Office'), nearest: true },
  unit('custodians', 'custodians', '财政所', 'Finance Office'),
  unit('guardians', 'guardians', '党政综合办公室', 'Party and Government Office'),
  unit('upper', 'upper', '县应急管理局', 'County Emergency Management Bureau'),
  unit('administration', 'administration', '平台管理岗', 'Platform Administration'),
  unit('contacts', 'contacts', '村（社区）联络员', 'Village Contacts'),
];
const TOWN_DISCIPLINE = unit('discipline', 'discipline', '镇纪委', 'Town Discipline Inspection');

const SECTIONS: readonly PresetUnit[] = [
  unit('planning', 'department', '规划建设办公室', 'Planning and Construction Section', [
    'construction',
    'gas',
    'selfBuiltHousing',
  ]),
  unit('enforcement', 'department', '综合行政执法队', 'Law Enforcement Team', [
    'mining',
    'hazardousChemicals',
    'fireworks',
    'industry',
    'electricity',
    'other',
  ]),
  unit('fire', 'department', '消防工作站', 'Fire Station', ['fire']),
  unit('transport', 'department', '交通管理站', 'Transport Station', ['roadTransport', 'waterTransport']),
  unit('market', 'department', '市场监督管理所', 'Market Regulation Station', ['specialEquipment']),
  unit('agriculture', 'department', '农业农村办公室', 'Agriculture Section', ['agriculture', 'forestry']),
  unit('society', 'department', '社会事务办公室', 'Social Affairs Section', ['education', 'tourism']),
];

/** The departments that regulate each sector in most counties (安全生产法 Art. 10, 三个必须). */
const DEPARTMENTS: readonly PresetUnit[] = [
  {
    ...unit('emergency', 'department', '应急管理局', 'Emergency Management Bureau', [
      'mining',
      'hazardousChemicals',
      'fireworks',
      'industry',
      'other',
    ]),
    accidents: true,
  },
  unit('housing', 'department', '住房和城乡建设委员会', 'Housing and Construction Commission', [
    'construction',
    'gas',
    'selfBuiltHousing',
  ]),
  unit('fire', 'department', '消防救援大队', 'Fire and Rescue Brigade', ['fire']),
  unit('transport', 'department', '交通运输局', 'Transport Bureau', ['roadTransport', 'waterTransport']),
  unit('market', 'department', '市场监督管理局', 'Market Regulation Bureau', ['specialEquipment']),
  unit('agriculture', 'department', '农业农村委员会', 'Agriculture and Rural Affairs Commission', ['agriculture']),
  unit('education', 'department', '教育委员会', 'Education Commission', ['education']),
  unit('tourism', 'department', '文化和旅游发展委员会', 'Culture and Tourism Commission', ['tourism']),
  unit('economy', 'department', '经济和信息化委员会', 'Economy and Information Commission', ['electricity']),
  unit('forestry', 'department', '林业局', 'Forestry Bureau', ['forestry']),
];

/** Six offices hold keys of their own; the committee, the publishers and the administrator hold none of reports. */
const COUNTY_OFFICES: readonly PresetUnit[] = [
  unit('intake', 'intake', '举报受理组', 'Report Intake Office'),
  unit('discipline', 'discipline', '纪委监委', 'Discipline Inspection Commission'),
  unit('custodians', 'custodians', '保密专员组', 'Identity Custodians'),
  unit('guardians', 'guardians', '密钥监督员组', 'Guardians'),
  unit('finance', 'finance', '财政局', 'Finance Bureau'),
  unit('upper', 'upper', '上级应急管理局', 'Upper Emergency Management Bureau'),
  unit('committee', 'committee', '安全生产委员会办公室', 'Work Safety Committee Office'),
  unit('publicity', 'publicity', '信息公开办公室', 'Publication Office'),
  unit('administration', 'administration', '系统管理办公室', 'System Administration'),
];

export const PRESETS = {
  town: { units: [...TOWN_OFFICES, { ...TOWN_DISCIPLINE, extra: true }], places: 'villages' },
  sections: { units: [...TOWN_OFFICES, TOWN_DISCIPLINE, ...SECTIONS], places: 'villages' },
  county: { units: [...COUNTY_OFFICES, ...DEPARTMENTS], places: 'towns' },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** The preset of this name, or null. */
export const presetNamed = (name: string): PresetName | null => PRESET_NAMES.find((one) => one === name) ?? null;

/** No county can be set up without this unit. */
export const isNeeded = ({ kind }: Pick<PresetUnit, 'kind'>): boolean => REQUIRED_KINDS.includes(kind);

/** Sectors that no unit of these regulates: reports of them go to whoever is nearest, or to intake. */
export const unregulated = (units: readonly Pick<PresetUnit, 'sectors'>[]): Sector[] =>
  SECTORS.filter((sector) => !units.some(({ sectors }) => sectors.includes(sector)));
