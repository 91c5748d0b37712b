import type { RoutingRule, RoutingTable } from '~/domain/report/routing';
import type { RoutingUnit } from '~/domain/report/routing-units';

const unit = (id: string, kind: string, parentUnitId: string | null, areaCode: string | null = null): RoutingUnit => ({
  id,
  code: id,
  kind,
  areaCode,
  parentUnitId,
  successorIds: [],
  closedOn: null,
  takesReports: true,
});

export const units = [
  unit('city', 'upper', null),
  unit('committee', 'committee', 'city'),
  unit('intake', 'intake', 'committee'),
  unit('discipline', 'discipline', 'city'),
  unit('emergency', 'department', 'city'),
  unit('mines', 'department', 'emergency'),
  unit('fire', 'department', 'city'),
  unit('housing', 'department', 'city'),
  unit('town1', 'town', 'emergency', 'T1'),
  unit('town2', 'town', 'emergency', 'T2'),
];

export const rule = (id: string, unitId: string, given: Partial<RoutingRule> = {}): RoutingRule => ({
  sector: '*',
  area: '*',
  matter: '*',
  duty: 'regulates',
  ...given,
  id,
  unitId,
});

export const table: RoutingTable = {
  units,
  rules: [
    rule('mining', 'mines', { sector: 'mining' }),
    rule('fire', 'fire', { sector: 'fire' }),
    rule('fire-daily', 'housing', { sector: 'fire', duty: 'does' }),
    rule('t1', 'town1', { area: 'T1', duty: 'nearest' }),
    rule('t2', 'town2', { area: 'T2', duty: 'nearest' }),
    rule('t1-housing', 'housing', { sector: 'selfBuiltHousing', area: 'T1' }),
    rule('accidents', 'emergency', { duty: 'accidents' }),
  ],
  intakeUnitId: 'intake',
  upperUnitId: 'city',
};
