import { expect, test } from 'vitest';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { submitReport } from '~/services/report/report.server';
import { followStep } from '~/web/follow/follow-form.server';
import { fireDraft } from '../services/case-workspace';
import { makeCounty } from '../services/fixtures';
import { testContext } from '../services/test-context';

const ctx = await testContext();
await makeCounty(ctx);

const answerTo = (code: string) => {
  const body = new URLSearchParams({ step: 'open', code });
  return followStep(ctx, new Request('http://localhost:3000/zh/follow', { method: 'POST', body }), 'zh');
};

test('a number that is no code comes back into its box, a code never does', async () => {
  const { code } = await submitReport(ctx, { draft: fireDraft() });
  const mistyped = `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}${code.slice(6)}`;
  expect(await answerTo(mistyped)).toMatchObject({ status: 422, code: 'shape', mistyped });
  expect(await answerTo(`${code.slice(0, 4)} ${code.slice(4, 18)}`)).toMatchObject({ code: 'shape' });
  // A code that belongs to nothing here may be another county's; one with something typed after it may be the right
  // one.
  for (const kept of [newReceiptCode(), `${code} 12`, `查询码 ${code} 号 34`]) {
    const answer = await answerTo(kept);
    expect(JSON.stringify(answer).replaceAll(/\D/g, '')).not.toContain(kept.replaceAll(/\D/g, '').slice(0, 20));
    expect(answer.mistyped).toBeUndefined();
  }
});
