import { expect, test } from 'vitest';
import { readAnswer } from '~/contract/answers/answer';
import { newPasskeyQuestion, passkeyQuestion as question } from '~/contract/answers/passkey';
import { staffRefused } from '~/contract/answers/staff';
import { REFUSAL_CODES, Refusal } from '~/domain/refusal';
import { inviteMember } from '~/services/staff/member.server';
import { passkeyQuestion } from '~/services/staff/passkey.server';
import { enrolmentQuestion } from '~/services/staff/passkey-enrolment.server';
import { refusalResponse, refusedJson } from '~/web/refusal.server';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const travelled = (answer: object) => JSON.parse(JSON.stringify(answer));
/** What a browser makes itself, or does not need. */
const without = ({ options, ...rest }: { options: object; prfSalt: string }) => {
  const { hints: _, extensions: __, ...needed } = options as Record<string, unknown>;
  return { ...rest, options: needed };
};

test('of what an authenticator is asked nothing is lost on the way but extensions, which the browser adds', async () => {
  for (const login of ['', 'nobody.at.all', 'fire.handler']) {
    const asked = travelled(await passkeyQuestion(ctx, login));
    expect(readAnswer(question, asked)).toEqual(without(asked));
  }
  const draft = { login: 'asked.once', name: '丁同志', roles: ['handler' as const], unitId: county.unitIds.fire };
  const { token } = await inviteMember(ctx, county.actor('admin'), draft);
  const asked = travelled(await enrolmentQuestion(ctx, token));
  expect(readAnswer(newPasskeyQuestion, asked)).toEqual(without(asked));
  expect(() => readAnswer(newPasskeyQuestion, { ...asked, prfSalt: 7 })).toThrowError('answer');
});

test('every refusal is read as one, with what was done meanwhile', async () => {
  const now = { act: 'case.accept', last: { act: 'case.accept', on: '2026-11-29', by: 'colleague' } } as const;
  const data = { rule: 'underWay', missing: ['finance'], left: 3, open: false, until: null };
  for (const code of REFUSAL_CODES) {
    const refusal = new Refusal(code, { field: 'order', data });
    expect(staffRefused.parse(await refusedJson(refusal, now).json())).toEqual({
      refused: { code, field: 'order', data, now },
    });
    expect(staffRefused.parse(await refusalResponse(refusal).json())).toEqual({
      refused: { code, field: null, data: null, now: null },
    });
  }
  expect(staffRefused.safeParse({ done: true }).success).toBe(false);
});
