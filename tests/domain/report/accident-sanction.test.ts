import { describe, expect, it } from 'vitest';
import { type AccidentSanction, accidentSanction } from '~/domain/report/accident-sanction';
import { ACCIDENT_GRADES, type AccidentGrade } from '~/domain/vocabulary';

describe('sanctions to propose after an accident that was found concealed', () => {
  it.each<[AccidentGrade, AccidentSanction]>([
    ['general', 'concealedOnly'],
    ['larger', 'gradeLarger'],
    ['major', 'gradeMajor'],
    ['especiallyMajor', 'gradeMajor'],
  ])('follow from the grade where no death was concealed (002/15): %s', (accidentGrade, sanction) => {
    expect(accidentSanction({ accidentConcealed: '0', accidentGrade })).toBe(sanction);
  });

  it.each(ACCIDENT_GRADES)('are the same for concealed deaths whatever the grade (001/61): %s', (accidentGrade) => {
    for (const accidentConcealed of ['1', '9', '30']) {
      expect(accidentSanction({ accidentConcealed, accidentGrade })).toBe('concealedDeaths');
    }
  });
});
