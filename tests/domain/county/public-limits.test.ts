import { expect, it } from 'vitest';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { PUBLIC_LIMITS, publicLimits } from '~/domain/county/public-limits';

const read = (changes: object = {}) => parsePolicyOf('timeLimits', { ...timeLimits2023, ...changes });
const shown = (changes: object = {}) =>
  publicLimits(read(changes)).map(({ name, count, basis, standing }) => `${name} ${count} ${basis} ${standing}`);

it('every limit of the rule is shown, with its own basis and what stands behind its number', () => {
  expect(shown()).toEqual([
    'dangerHours 2 null default',
    'dangerAlertMinutes 30 null default',
    'acceptanceWorkingDays 5 null default',
    'verificationDays 60 应急〔2023〕106号 notChecked',
    'verificationExtensionDays 30 应急〔2023〕106号 notChecked',
    'replyDays 10 应急〔2023〕106号 unstated',
    'objectionDays 10 应急〔2023〕106号 notChecked',
    'reviewDays 30 应急〔2023〕106号 notChecked',
    'claimDays 60 安监总财〔2018〕19号 notChecked',
    'claimExtensionDays 30 null default',
    'penaltyPublicationWorkingDays 7 安全生产法第七十八条 notChecked',
    'handOnWorkingDays 3 null default',
    'overdueLeadWorkingDays 1 null default',
    'overdueSupervisorWorkingDays 5 null default',
  ]);
});

it('a county’s own version has its one basis for all, and is checked where somebody signed for it', () => {
  const { limitBasis: _, uncheckedLimits: __, ...own } = timeLimits2023;
  const county = { ...own, jurisdiction: 'county', legalBasis: '本县办法', localLimits: [], replyDays: 5 };
  const lines = publicLimits(parsePolicyOf('timeLimits', { ...county, checked: true, checkedBy: '王芳' }));
  expect(new Set(lines.map(({ basis, standing }) => `${basis} ${standing}`))).toEqual(new Set(['本县办法 checked']));
  expect(lines.find(({ name }) => name === 'replyDays')?.count).toBe(5);
});

it('an extension is told of only where the rule allows one', () => {
  expect(publicLimits(read({ verificationExtensions: 2 })).map(({ times }) => times)).toContain(2);
  expect(shown({ verificationExtensions: 0 }).join()).not.toContain('verificationExtension');
});

it('no number of the rule is missing on the page', () => {
  const numbers = Object.entries(read()).flatMap(([name, value]) => (typeof value === 'number' ? name : []));
  expect([...Object.keys(PUBLIC_LIMITS), 'verificationExtensions'].sort()).toEqual(numbers.sort());
});
