import { PRESETS, type PresetUnit } from '~/domain/county/presets';
import { TOWN_OF_SEVEN } from '~/domain/staff/role-matrix';
import { createCounty, type SetupUnit } from '~/services/county/setup.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { enrolHere, type Provision, provisionKeys } from '~/services/keys/provision.server';
import type { Cast } from './ceremony-play';
import type { TestContext } from './test-context';

const TOWN = '500200101';

/** A town as set-up makes it from its preset, with seven people and real keys. */
export async function makeTown(ctx: TestContext) {
  const names = { zh: '镇溪镇', en: 'Zhenxi Town' };
  const kept = (PRESETS.town.units as readonly PresetUnit[]).filter(({ extra }) => !extra);
  const ids = await createCounty(
    ctx,
    { kind: 'system', name: 'test' },
    {
      names,
      hotline: '12350',
      areas: [
        { code: 'county', parentCode: null, level: 'county', names },
        { code: TOWN, parentCode: 'county', level: 'town', names },
      ],
      units: kept.map((unit): SetupUnit => (unit.nearest ? { ...unit, areaCode: TOWN } : unit)),
    },
  );
  const people: EnrolledMember[] = [];
  for (const { kind, roles, people: count } of TOWN_OF_SEVEN) {
    for (let i = 1; i <= count; i++) {
      const draft = {
        login: `${kind}.${i}`,
        name: `${kind}.${i} 同志`,
        roles: [...roles],
        unitId: ids.get(kind) ?? '',
      };
      people.push(await enrolHere(ctx, draft));
    }
  }
  const provision: Provision = await provisionKeys(ctx, people);
  return { ids, people, provision, cast: castOf(people) };
}

/** Who of the seven plays whom in plays that were written for a county with a fire brigade and a finance office. */
const PLAYED_BY: Record<string, string> = {
  'fire.handler': 'intake.1',
  'fire.lead': 'intake.2',
  'finance.1': 'custodians.1',
  'finance.2': 'custodians.2',
};

function castOf(people: readonly EnrolledMember[]): Cast {
  const of = (login: string) => {
    const found = people.find((one) => one.login === (PLAYED_BY[login] ?? login));
    if (!found) throw new Error(`Nobody of the seven is ${login}`);
    return found;
  };
  return { of, actor: (login) => of(login).actor };
}
