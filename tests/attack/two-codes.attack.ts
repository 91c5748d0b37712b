import { expect } from 'vitest';
import { openFollow, pageValue, post, sendReport } from '../faults/running-site';
import { attack } from './attack';
import { demo } from './demo';

const SHOWN = 'Acts reach only the report that is shown';
const WORDS = '只写给第一件举报的话';
/** Every step of the follow page with the fields that it needs; sealed ones have what a server could accept. */
const STEPS: Record<string, string>[] = [
  { step: 'message', message: WORDS },
  { step: 'withdraw', sure: 'yes' },
  { step: 'claim', claimMethod: 'cash' },
  {
    step: 'claim',
    claimMethod: 'bank',
    payeeName: WORDS,
    bankName: '行',
    bankAccount: '6222000011112222',
    consent: 'yes',
  },
  { step: 'sealedMessage', id: crypto.randomUUID(), sequence: '1', keyEpoch: '0', offeredEpoch: '0', bytes: 'AAAA' },
  { step: 'sealedClaim', claimMethod: 'cash' },
  { step: 'sealedFiles', id: crypto.randomUUID(), token: 'AAAA', sequence: '1', manifest: 'AAAA' },
];

async function opened(): Promise<{ cookie: string; page: string }> {
  const { origin } = demo();
  const { code } = await sendReport(origin, { fields: { area: '5009991011' } });
  const cookie = (await openFollow(origin, code ?? '')) ?? '';
  return { cookie, page: await pageValue(origin, cookie) };
}

attack(SHOWN, 'every form of one report’s page, once another one is open in the browser', async ({ note }) => {
  const { origin } = demo();
  const [one, other] = [await opened(), await opened()];
  for (const fields of STEPS) {
    for (const page of [one.page, '', other.page.slice(0, -1)]) {
      const answer = await post(origin, { ...fields, page }, other.cookie);
      expect([fields.step, answer.status]).toEqual([fields.step, 409]);
      const body = await answer.text();
      expect(body).toContain('另一件举报');
      // The words come back, but the page of neither report does.
      if (Object.values(fields).includes(WORDS)) expect(body).toContain(WORDS);
      expect(body).not.toContain('data-step="message"');
    }
  }
  const files = new FormData();
  for (const [name, value] of [
    ['step', 'files'],
    ['page', one.page],
  ] as const)
    files.append(name, value);
  files.append('files', new File(['x'], 'x.txt'));
  const headers = { Origin: origin, Cookie: other.cookie };
  const late = await fetch(`${origin}/zh/follow`, { method: 'POST', redirect: 'manual', body: files, headers });
  expect(late.status).toBe(409);
  // The control: the other report's own form works, and nothing of the above has reached it.
  const own = await post(origin, { step: 'message', message: '自己的话', page: other.page }, other.cookie);
  expect(own.status).toBe(303);
  const shown = await (await fetch(`${origin}/zh/follow`, { headers: { Cookie: other.cookie } })).text();
  expect(shown).toContain('自己的话');
  expect(shown).not.toContain(WORDS);
  note(`${STEPS.length * 3 + 1} posts`);
});
