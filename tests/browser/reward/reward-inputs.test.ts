import { describe, expect, test } from 'vitest';
import { readInputs } from '~/browser/reward/reward-workspace';

const typed = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return readInputs(form, 'named');
};

describe('the facts of a reward', () => {
  test.each([
    ['两人', '２'],
    ['\u202a2人\u202c', '2。'],
    ['二', '2名'],
  ])('deaths are read as people write them: %j of %j', (concealed, total) => {
    expect(typed({ concealedDeaths: concealed, totalDeaths: total })).toMatchObject({
      concealedDeaths: 2,
      totalDeaths: 2,
    });
  });

  test('none are none, and an amount may be in tens of thousands', () => {
    expect(typed({ concealedDeaths: '无', totalDeaths: '', penalty: '￥２．５万元' })).toMatchObject({
      concealedDeaths: 0,
      totalDeaths: 0,
      penaltyFen: 2_500_000n,
    });
  });

  test('what is no number computes nothing', () => {
    expect(typed({ concealedDeaths: 'many', totalDeaths: '2' })).toBeNull();
    expect(typed({ concealedDeaths: '1', totalDeaths: '1', penalty: 'much' })).toBeNull();
  });
});
