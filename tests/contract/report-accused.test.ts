import { expect, test } from 'vitest';
import { requireChosen } from '~/browser/report/report-accused';
import { refusalOf } from '../envelope/samples';

const unit = (id: string, zh: string, en: string) => ({
  id,
  kind: 'department',
  code: id,
  names: { zh, en },
  parentUnitId: null,
  successorIds: [],
  closedOn: null,
});
const list = { units: [unit('e', '应急管理局', 'Emergency Bureau'), unit('f', '消防救援大队', 'Fire Brigade')] };

test('the office that is sealed as accused is the one of the name that the form showed', async () => {
  expect(() => requireChosen(list, null, '不涉及')).not.toThrow();
  for (const shown of ['应急管理局', ' Emergency Bureau\n'])
    expect(() => requireChosen(list, 'e', shown)).not.toThrow();
  for (const [id, shown] of [
    ['f', '应急管理局'],
    ['e', ''],
    ['gone', '应急管理局'],
  ] as const) {
    expect(await refusalOf(async () => requireChosen(list, id, shown))).toBe('badSignature');
  }
});
