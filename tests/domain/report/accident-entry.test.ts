import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accidentGrades2007 } from '~/domain/county/policies/accident-grades-2007';
import { parsePolicyOf } from '~/domain/county/policy';
import { ACCIDENT_FIELDS, type AccidentField, accidentIn, readAccident } from '~/domain/report/accident-entry';
import { accidentGrade } from '~/domain/report/accident-grade';

const { grades } = parsePolicyOf('accidentGrades', accidentGrades2007);
type Row = [deaths: string, concealed: string, injuries: string, loss: string, grade: string];
const read = (...row: Row) => readAccident((field) => row[ACCIDENT_FIELDS.indexOf(field)] ?? '', grades);

describe('an accident as it is entered with the verdict', () => {
  it.each<[...Row, string]>([
    ['2', '2', '0', '0', 'general', 'said'],
    ['2', '1', '9', '999万元', 'general', 'said'],
    ['3', '1', '0', '0', 'larger', 'said'],
    ['０', '0', '10', '0', 'larger', 'said'],
    ['无', '无', '无', '1000万元', 'larger', 'said'],
    ['十人', '两人', '0', '0', 'major', 'said'],
    ['0', '0', '0', '5000万元', 'major', 'said'],
    ['30', '4', '0', '0', 'especiallyMajor', 'said'],
    ['0', '0', '100', '0', 'especiallyMajor', 'said'],
    ['0', '0', '0', '10000万元', 'especiallyMajor', 'said'],
    // One below each bound is not that grade, and neither is one of a higher or lower name.
    ['2', '2', '0', '0', 'larger', 'accidentGrade otherGrade'],
    ['3', '3', '0', '0', 'general', 'accidentGrade otherGrade'],
    ['29', '1', '99', '9999.99万元', 'especiallyMajor', 'accidentGrade otherGrade'],
    ['2', '3', '0', '0', 'general', 'accidentConcealed moreConcealed'],
    ['', '0', '0', '0', 'general', 'accidentDeaths required'],
    ['几个', '0', '0', '0', 'general', 'accidentDeaths badCount'],
    ['1', '1', '0', '很多', 'general', 'accidentLoss badAmount'],
    ['1', '1', '0', '', 'general', 'accidentLoss required'],
    ['1', '1', '0', '0', '', 'accidentGrade chooseOne'],
  ])('%s dead, %s concealed, %s injured, %s, %s: %s', (...row) => {
    const expected = row[5];
    const result = read(...(row.slice(0, 5) as Row));
    const told = 'said' in result ? ['said'] : Object.entries(result.errors).map((error) => error.join(' '));
    expect(told).toEqual([expected]);
  });

  it('is taken with the grade that its figures give, and with no other, and read back from the finding', () => {
    const people = fc.integer({ min: 0, max: 200 });
    const lossYuan = fc.integer({ min: 0, max: 200_000_000 });
    fc.assert(
      fc.property(people, people, people, lossYuan, (deaths, concealed, seriousInjuries, loss) => {
        const right = accidentGrade({ deaths, seriousInjuries, lossFen: BigInt(loss) * 100n }, grades);
        for (const grade of ['general', 'larger', 'major', 'especiallyMajor']) {
          const result = read(String(deaths), String(concealed), String(seriousInjuries), String(loss), grade);
          expect('said' in result).toBe(grade === right && concealed <= deaths);
          if (!('said' in result)) continue;
          const said = accidentIn({ text: '核查', ...result.said });
          expect(said).toEqual(result.said);
          expect([said?.accidentDeaths, said?.accidentConcealed]).toEqual([String(deaths), String(concealed)]);
        }
      }),
    );
  });

  it('is none in a finding of before, or of another matter', () => {
    expect(accidentIn(undefined)).toBeNull();
    expect(accidentIn({ text: '属实', verdict: 'substantiated' })).toBeNull();
    const half: Partial<Record<AccidentField, string>> = { accidentDeaths: '1', accidentGrade: 'general' };
    expect(accidentIn(half as Record<string, string>)).toBeNull();
  });
});
