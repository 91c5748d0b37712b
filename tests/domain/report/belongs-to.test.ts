import { describe, expect, it } from 'vitest';
import { belongsTo } from '~/domain/report/belongs-to';
import type { RoutingTable } from '~/domain/report/routing';
import type { RoutingUnit } from '~/domain/report/routing-units';

const unit = (id: string, changes: Partial<RoutingUnit> = {}): RoutingUnit => ({
  id,
  code: id,
  kind: 'department',
  areaCode: null,
  parentUnitId: id === 'upper' ? null : 'upper',
  successorIds: [],
  closedOn: null,
  takesReports: true,
  ...changes,
});
const table = (changes: Partial<Record<string, Partial<RoutingUnit>>> = {}): RoutingTable => ({
  units: [
    unit('intake', { kind: 'intake' }),
    unit('upper', { kind: 'upper' }),
    ...['a', 'b', 'c'].map((id) => unit(id)),
  ].map((one) => ({ ...one, ...changes[one.id] })),
  rules: [],
  intakeUnitId: 'intake',
  upperUnitId: 'upper',
});
const merged = { closedOn: '2026-12-01', successorIds: ['b'], takesReports: false };
const cannot = { takesReports: false };
const direct = { responsibleUnitId: 'a', reasons: [{ rule: 'regulates', unitId: 'a' }] };
const stoodIn = {
  responsibleUnitId: 'upper',
  reasons: [
    { rule: 'regulates', unitId: 'a' },
    { rule: 'standIn', unitId: 'upper' },
  ],
};

describe('a case goes on', () => {
  it.each([
    ['stays where it was sent', direct, {}, null],
    ['stays with a unit that lost its readers, whose people alone can open it', direct, { a: cannot }, null],
    ['goes to the successor of a closed unit', direct, { a: merged }, 'b'],
    ['goes to the successor’s successor', direct, { a: merged, b: { ...merged, successorIds: ['c'] } }, 'c'],
    ['goes to the next above where the successor cannot read yet', direct, { a: merged, b: cannot }, 'upper'],
    ['goes up from a unit that closed without a successor', direct, { a: { ...merged, successorIds: [] } }, 'upper'],
    ['stays with the unit that stands in while the other cannot read', stoodIn, { a: cannot }, null],
    ['goes down once the other can', stoodIn, {}, 'a'],
    ['goes to the successor of a unit that was merged before it could read', stoodIn, { a: merged }, 'b'],
    ['stays where that successor cannot read either', stoodIn, { a: merged, b: cannot }, null],
  ])('%s', (_, held, changes, to) => {
    expect(belongsTo(held, table(changes))).toBe(to);
  });

  it('stays where somebody transferred it, whatever stood in before', () => {
    const moved = { ...stoodIn, reasons: [...stoodIn.reasons, { rule: 'transfer', unitId: 'upper' }] };
    expect(belongsTo(moved, table())).toBeNull();
  });
});
