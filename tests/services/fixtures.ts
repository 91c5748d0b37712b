import type { Actor } from '~/domain/acts/permission';
import type { Role } from '~/domain/vocabulary';
import type { KeyPair } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import type { Context } from '~/services/context.server';
import type { NewArea } from '~/services/county/county.server';
import { createCounty, type SetupUnit } from '~/services/county/setup.server';
import type { EnrolledMember, HeldUnitKey } from '~/services/keys/enrolled-member.server';
import { enrolHere, provisionKeys } from '~/services/keys/provision.server';
import { takesReports } from '~/services/report/open-reporting.server';

/** Codes of the fixture's units; `emergency` and `fire` are the departments, `zhenxi` is the town. */
export type UnitCode =
  | 'emergency'
  | 'fire'
  | 'zhenxi'
  | 'intake'
  | 'discipline'
  | 'committee'
  | 'upper'
  | 'custodians'
  | 'guardians'
  | 'finance'
  | 'publicity'
  | 'administration';

export type County = {
  unitIds: Record<UnitCode, string>;
  /** By login: `fire.handler`, `fire.lead`, `intake.1`, `custodians.2`, `finance.1`, `admin` … */
  members: Map<string, EnrolledMember>;
  /** One member; throws when there is none. */
  of: (login: string) => EnrolledMember;
  actor: (login: string) => Extract<Actor, { kind: 'member' }>;
  /** The opened key pair of a unit, as its members hold it. */
  unitKey: (code: UnitCode) => HeldUnitKey;
  unitPair: (code: UnitCode) => KeyPair;
  unitRef: (code: UnitCode) => UnitKeyRef;
  directory: { seed: Uint8Array; publicKey: string };
};

const AREAS: NewArea[] = [
  { code: '500200', parentCode: null, level: 'county', names: { zh: '安岭县', en: 'Anling County' } },
  { code: '500200101', parentCode: '500200', level: 'town', names: { zh: '镇溪镇', en: 'Zhenxi Town' } },
  { code: '500200101001', parentCode: '500200101', level: 'village', names: { zh: '河口村', en: 'Hekou Village' } },
  { code: '500200102', parentCode: '500200', level: 'town', names: { zh: '白石镇', en: 'Baishi Town' } },
];

const UNITS: (SetupUnit & { code: UnitCode })[] = [
  {
    code: 'emergency',
    kind: 'department',
    names: { zh: '应急管理局', en: 'Emergency Bureau' },
    sectors: ['mining', 'industry', 'other'],
    accidents: true,
  },
  {
    code: 'fire',
    kind: 'department',
    names: { zh: '消防救援大队', en: 'Fire Brigade' },
    sectors: ['fire', 'gas'],
    dutyMail: 'duty@fire.example',
    dutyPhone: '000-5550119',
  },
  {
    code: 'zhenxi',
    kind: 'town',
    names: { zh: '镇溪镇人民政府', en: 'Zhenxi Town Government' },
    areaCode: '500200101',
  },
  { code: 'intake', kind: 'intake', names: { zh: '举报受理组', en: 'Intake' } },
  { code: 'discipline', kind: 'discipline', names: { zh: '纪委监委', en: 'Discipline Inspection' } },
  { code: 'committee', kind: 'committee', names: { zh: '安委办', en: 'Safety Committee Office' } },
  { code: 'upper', kind: 'upper', names: { zh: '市应急管理局', en: 'City Emergency Bureau' } },
  { code: 'custodians', kind: 'custodians', names: { zh: '保密专员组', en: 'Custodians' } },
  { code: 'guardians', kind: 'guardians', names: { zh: '密钥监督员组', en: 'Guardians' } },
  { code: 'finance', kind: 'finance', names: { zh: '财政局', en: 'Finance' } },
  { code: 'publicity', kind: 'publicity', names: { zh: '信息公开办', en: 'Publication Office' } },
  { code: 'administration', kind: 'administration', names: { zh: '系统管理办', en: 'Administration' } },
];

/** Login, unit, roles. Departments have two handlers and two leads, because some acts need two people. */
function posts(): [login: string, unit: UnitCode, roles: Role[]][] {
  const handled = (['emergency', 'fire', 'zhenxi', 'discipline', 'upper'] as const).flatMap(
    (unit): [string, UnitCode, Role[]][] => [
      [`${unit}.handler`, unit, ['handler']],
      [`${unit}.lead`, unit, ['lead']],
    ],
  );
  return [
    ...handled,
    ['fire.handler2', 'fire', ['handler']],
    ['fire.lead2', 'fire', ['lead']],
    ['intake.1', 'intake', ['intake', 'operator']],
    ['intake.2', 'intake', ['intake']],
    ['custodians.1', 'custodians', ['custodian']],
    ['custodians.2', 'custodians', ['custodian']],
    ['guardians.1', 'guardians', ['guardian']],
    ['guardians.2', 'guardians', ['guardian']],
    ['finance.1', 'finance', ['finance']],
    ['finance.2', 'finance', ['finance']],
    ['committee.1', 'committee', ['supervisor']],
    ['committee.2', 'committee', ['supervisor']],
    ['publisher', 'publicity', ['publisher']],
    ['auditor', 'publicity', ['auditor']],
    ['admin', 'administration', ['administrator']],
    ['admin2', 'administration', ['administrator']],
  ];
}

/** What a played county consists of, as plain data, so that it can be stored beside a database. */
export type CountyFacts = {
  unitIds: Record<UnitCode, string>;
  members: Map<string, EnrolledMember>;
  unitKeys: Map<string, HeldUnitKey>;
  directory: { seed: Uint8Array; publicKey: string };
};

/** A small county with real keys in which reporting is open. */
export const makeCounty = async (ctx: Context): Promise<County> => countyOf(await playCounty(ctx));

export async function playCounty(ctx: Context): Promise<CountyFacts> {
  const ids = await createCounty(
    ctx,
    { kind: 'system', name: 'test' },
    { names: { zh: '安岭县', en: 'Anling County' }, hotline: '12350', areas: AREAS, units: UNITS },
  );
  const members = new Map<string, EnrolledMember>();
  for (const [login, unit, roles] of posts()) {
    const unitId = found(ids.get(unit), unit);
    members.set(login, await enrolHere(ctx, { login, name: `${login} 同志`, roles, unitId }));
  }
  const { unitKeys, directoryKey } = await provisionKeys(ctx, [...members.values()]);
  // Whoever looks first finds it open, and from then on a lost holder closes nothing.
  if (!(await takesReports(ctx, { anew: true }))) throw new Error('Reporting did not open.');
  const { seed, publicKey } = directoryKey;
  return {
    unitIds: Object.fromEntries(ids) as CountyFacts['unitIds'],
    members,
    unitKeys,
    directory: { seed, publicKey },
  };
}

export function countyOf({ unitIds, members, unitKeys, directory }: CountyFacts): County {
  const of = (login: string) => found(members.get(login), login);
  const unitKey = (code: UnitCode) => found(unitKeys.get(unitIds[code]), code);
  return {
    unitIds,
    members,
    of,
    actor: (login) => of(login).actor,
    unitKey,
    unitPair: (code) => unitKey(code).pair,
    unitRef: (code) => {
      const { unitId, unitKeyId, pair } = unitKey(code);
      return { unitId, unitKeyId, recipient: pair.recipient };
    },
    directory,
  };
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The fixture has no ${name}`);
  return value;
}
