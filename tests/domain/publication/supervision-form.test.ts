import { expect, it } from 'vitest';
import { parseSupervision, SUPERVISION_FIELDS, type SupervisionField } from '~/domain/publication/supervision-form';

const whole: Record<SupervisionField, string> = {
  orderNumber: '安委办挂牌〔2026〕3号',
  supervisor: '县安委办',
  employer: '样例木器厂',
  hazard: '消防通道被堵',
  dueOn: '2026年12月31日',
};
const read = (changed: Partial<Record<SupervisionField, string>>) =>
  parseSupervision((field) => ({ ...whole, ...changed })[field], '2026-11-30');

it('a whole form of a supervised hazard is taken, with its day as ISO', () => {
  expect(read({})).toEqual({ draft: { ...whole, dueOn: '2026-12-31' } });
});

it.each(SUPERVISION_FIELDS)('%s is needed', (field) => {
  expect(read({ [field]: ' ' })).toEqual({ fields: [field] });
});

it.each([{ dueOn: '12月31日' }, { dueOn: '2026-02-30' }, { hazard: '长'.repeat(501) }])('%j is told', (changed) => {
  expect(read(changed)).toEqual({ fields: Object.keys(changed) });
});
