import { beforeAll } from 'vitest';
import { NO_POINT } from '~/domain/county/board-point';
import type { TypedEmployer } from '~/domain/county/register-entry';
import { creditCheck } from '~/domain/credit-code';
import type { TypedBoardAt } from '~/services/county/signboard-change.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { playedContext } from '../played-context';

export const { ctx, county } = await playedContext();

export const { fire, emergency, intake, upper, committee } = county.unitIds;

export const guardians = [county.of('guardians.1'), county.of('guardians.2')];

export const admin = county.actor('admin');

export const TOWN = '500200101';

export const sign = () => signRouting(ctx, guardians, county.directory);

export const codeOf = (n: number) => {
  const body = `9150000020283${String(n).padStart(4, '0')}`;
  return body + creditCheck(body);
};

export const trade = (unitId: string) => ({ unitId, duty: 'trade', sectors: [] });

export const firm = (n: number, given: Partial<TypedEmployer> = {}): TypedEmployer => ({
  names: { zh: `第${n}厂` },
  creditCode: codeOf(n),
  sector: 'industry',
  areaCode: TOWN,
  regulators: [trade(emergency)],
  ...given,
});

const person = (role: 'employer' | 'regulator' | 'area') => ({
  role,
  name: '甲某',
  post: '厂长',
  phone: '023-5555-0001',
});

export const board = (given: Partial<TypedBoardAt> = {}): TypedBoardAt => ({
  code: '',
  kind: 'responsibility',
  point: NO_POINT,
  site: { zh: '第一厂东门' },
  areaCode: TOWN,
  employer: codeOf(1),
  regulators: [trade(emergency), { unitId: fire, duty: 'special', sectors: ['fire'] }],
  persons: [person('employer'), person('regulator'), person('area')],
  risks: '粉尘爆炸',
  hotline: '12350',
  ...given,
});

/** The board of a major hazard. */
export const HAZARD = {
  kind: 'hazard',
  risks: '',
  point: {
    ...{
      name: '漆雾积聚 | Paint mist',
      place: '二车间',
      category: '火灾爆炸',
      factors: '漆雾、静电',
      accident: '爆炸',
    },
    ...{ measures: '通风、停电、疏散', requirements: '限期改造通风', until: '2026-12-31' },
  },
} satisfies Partial<TypedBoardAt>;

export const inCounty = (sector: 'gas' | 'fire' | 'tourism') =>
  ({ sector, area: '*', matter: '*', duty: 'regulates' }) as const;

beforeAll(async () => {
  await sign();
});
