import { describe, expect, it } from 'vitest';
import { boardShown, readBoard, risksText } from '~/domain/county/board-entry';
import type { PersonRole } from '~/domain/county/board-kind';
import { NO_POINT, pointTyped } from '~/domain/county/board-point';
import { SECTORS } from '~/domain/vocabulary';

const known = { areas: new Set(['V1']), units: new Set(['fire']), sectors: new Set<string>(SECTORS) };
const regulators = [{ unitId: 'fire', duty: 'trade', sectors: [] }];

describe('a signboard', () => {
  const person = (role: 'employer' | 'regulator' | 'area') => ({ role, name: '甲某', post: '', phone: '023-5555' });
  const board = {
    code: '',
    kind: 'responsibility',
    point: NO_POINT,
    site: { zh: '东门' },
    areaCode: 'V1',
    risks: ' 瓦斯 | Gas\n\n坍塌 ',
    hotline: '12350',
    regulators,
    persons: [person('employer'), person('regulator'), person('area')],
  };

  it('is read with its risks line by line, and written back the same', () => {
    const read = readBoard(board, known);
    expect(read.ok && read.entry.risks).toEqual([{ zh: '瓦斯', en: 'Gas' }, { zh: '坍塌' }]);
    expect(read.ok && risksText(read.entry.risks)).toBe('瓦斯 | Gas\n坍塌');
  });

  it('has its code and numbers clean, however they were typed', () => {
    const persons = board.persons.map((one) => ({ ...one, phone: '\u202a０２３—５５５５。' }));
    const read = readBoard({ ...board, code: 'zx-00 01', hotline: '１２３５０。', persons }, known);
    expect(read.ok && [read.entry.code, read.entry.hotline]).toEqual(['ZX0001', '12350']);
    expect(read.ok && read.entry.persons.map(({ phone }) => phone)).toEqual(['023-5555', '023-5555', '023-5555']);
  });

  it('needs its three persons, a hotline and a plain code', () => {
    const read = readBoard({ ...board, code: 'a+b', hotline: '', persons: [person('employer')] }, known);
    expect(read.ok ? [] : read.problems.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      'code code',
      'regulator.name missing',
      'regulator.phone missing',
      'area.name missing',
      'area.phone missing',
      'hotline missing',
    ]);
  });
});

describe('a signboard of a major risk or hazard', () => {
  const person = (role: PersonRole) => ({ role, name: '甲某', post: '', phone: '023-5555' });
  const point = {
    ...{ name: '喷漆房 | Paint shop', place: '二车间', category: '火灾爆炸', factors: '漆雾、静电' },
    ...{
      accident: '爆炸',
      measures: '通风、防静电；\n立即停电、疏散',
      requirements: '每班检测一次',
      until: '2026年9月30日',
    },
  };
  const board = {
    ...{ code: '', kind: 'hazard', point, site: { zh: '喷漆房' }, areaCode: 'V1', risks: '不归它', hotline: '12350' },
    regulators,
    persons: [person('management'), person('technical'), person('operation'), person('employer')],
  };

  it('names its three levels and its point, a hazard with its limit, and no risks of the site', () => {
    const read = readBoard(board, known);
    expect(read).toMatchObject({
      ok: true,
      entry: {
        ...{ kind: 'hazard', risks: [] },
        point: {
          name: { zh: '喷漆房', en: 'Paint shop' },
          measures: { zh: '通风、防静电； 立即停电、疏散' },
          until: '2026-09-30',
        },
      },
    });
    expect(read.ok && read.entry.persons.map(({ role }) => role)).toEqual(['management', 'technical', 'operation']);
    expect(read.ok && pointTyped(read.entry.point)).toMatchObject({ name: '喷漆房 | Paint shop', until: '2026-09-30' });
    const risk = readBoard({ ...board, kind: 'risk' }, known);
    expect(risk.ok && risk.entry.point?.until).toBe('');
  });

  it('needs every part of its point, its levels, and a day that is one', () => {
    const typed = {
      ...board,
      point: { ...NO_POINT, until: '月底', factors: ' | Static' },
      persons: [person('employer')],
    };
    const read = readBoard(typed, known);
    const parts = ['name', 'place', 'category', 'factors', 'accident', 'measures', 'requirements'];
    const people = ['management', 'technical', 'operation'].flatMap((role) => [`${role}.name`, `${role}.phone`]);
    expect(read.ok ? [] : read.problems.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      ...people.map((field) => `${field} missing`),
      ...parts.map((part) => `point.${part} missing`),
      'point.until day',
    ]);
    expect(readBoard({ ...board, kind: 'other' }, known)).toEqual({
      ok: false,
      problems: [{ field: 'kind', problem: 'missing' }],
    });
  });

  it('has in its form’s values what its kind has, so that a colleague’s change of either is seen', () => {
    const shown = boardShown({ ...board, employer: 'x' });
    expect(shown['point.name']).toBe('喷漆房 | Paint shop');
    expect(Object.keys(shown)).not.toContain('risks');
    expect(Object.keys(boardShown({ ...board, kind: 'responsibility', employer: 'x' }))).not.toContain('point.name');
  });
});
