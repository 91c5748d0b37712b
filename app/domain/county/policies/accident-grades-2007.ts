import type { PolicyData } from '~/domain/county/policy';

/** 生产安全事故报告和调查处理条例 Art. 3; lower bounds are inclusive. */
export const accidentGrades2007: Extract<PolicyData, { kind: 'accidentGrades' }> = {
  id: 'accident-grades-2007',
  kind: 'accidentGrades',
  jurisdiction: 'national',
  effectiveFrom: '2007-06-01',
  effectiveTo: null,
  legalBasis: '国务院令第493号第三条',
  checked: false,
  checkedBy: null,
  grades: {
    larger: { deaths: 3, seriousInjuries: 10, lossFen: '1000000000' },
    major: { deaths: 10, seriousInjuries: 50, lossFen: '5000000000' },
    especiallyMajor: { deaths: 30, seriousInjuries: 100, lossFen: '10000000000' },
  },
};
