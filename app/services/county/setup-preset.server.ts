import type { Localized } from '~/domain/localized';
import type { UnitKind } from '~/domain/staff/unit-kinds';
import type { Sector } from '~/domain/vocabulary';

export type PresetUnit = {
  code: string;
  kind: UnitKind;
  names: Localized;
  sectors: readonly Sector[];
  accidents?: boolean;
};

const office = (code: string, kind: UnitKind, zh: string, en: string): PresetUnit => ({
  code,
  kind,
  names: { zh, en },
  sectors: [],
});
const department = (code: string, zh: string, en: string, sectors: readonly Sector[]): PresetUnit => ({
  code,
  kind: 'department',
  names: { zh, en },
  sectors,
});

/**
 * What set-up offers: the offices that a county needs, and the departments that regulate each sector in most counties
 * (安全生产法 Art. 10, 三个必须). All can be renamed or left out; a sector without a department goes to intake.
 */
export const UNIT_PRESET: readonly PresetUnit[] = [
  office('intake', 'intake', '举报受理组', 'Report Intake Office'),
  office('discipline', 'discipline', '纪委监委', 'Discipline Inspection Commission'),
  office('committee', 'committee', '安全生产委员会办公室', 'Work Safety Committee Office'),
  office('upper', 'upper', '上级应急管理局', 'Upper Emergency Management Bureau'),
  office('custodians', 'custodians', '保密专员组', 'Identity Custodians'),
  office('guardians', 'guardians', '密钥监督员组', 'Guardians'),
  office('finance', 'finance', '财政局', 'Finance Bureau'),
  office('publicity', 'publicity', '信息公开办公室', 'Publication Office'),
  office('administration', 'administration', '系统管理办公室', 'System Administration'),
  {
    ...department('emergency', '应急管理局', 'Emergency Management Bureau', [
      'mining',
      'hazardousChemicals',
      'fireworks',
      'industry',
      'other',
    ]),
    accidents: true,
  },
  department('housing', '住房和城乡建设委员会', 'Housing and Construction Commission', [
    'construction',
    'gas',
    'selfBuiltHousing',
  ]),
  department('fire', '消防救援大队', 'Fire and Rescue Brigade', ['fire']),
  department('transport', '交通运输局', 'Transport Bureau', ['roadTransport', 'waterTransport']),
  department('market', '市场监督管理局', 'Market Regulation Bureau', ['specialEquipment']),
  department('agriculture', '农业农村委员会', 'Agriculture and Rural Affairs Commission', ['agriculture']),
  department('education', '教育委员会', 'Education Commission', ['education']),
  department('tourism', '文化和旅游发展委员会', 'Culture and Tourism Commission', ['tourism']),
  department('economy', '经济和信息化委员会', 'Economy and Information Commission', ['electricity']),
  department('forestry', '林业局', 'Forestry Bureau', ['forestry']),
];
