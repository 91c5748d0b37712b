import { afterEach, beforeAll, expect, vi } from 'vitest';
import { logEntry } from '#db/schema/log';
import { sendMessage } from '~/browser/follow/follow-acts';
import { inGroupsOfFour } from '~/domain/typed/number';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { askDeletion } from '~/services/case/deletion.server';
import { submitReport } from '~/services/report/report.server';
import type { BareSite } from '../e2e/site';
import { openFollow, pageValue, post } from '../faults/running-site';
import { fireDraft } from '../services/case-workspace';
import type { Cast } from '../services/ceremony-play';
import { confirmDeletion } from '../services/decided-as-shown';
import { workOf } from '../services/follow/counted-work';
import { takeBack } from '../services/reporter-play';
import { attack } from './attack';
import { castOf } from './cast';
import { copyOfDemo, ownerOfDemo } from './demo';
import { TOWN } from './openings-about';

let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo());
});

afterEach(() => vi.unstubAllGlobals());

const reported = () => submitReport(site.ctx, { draft: fireDraft({ town: TOWN }) });
const shifted = (nought: number) => (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCodePoint(nought + Number(digit)));
const fullWidth = shifted(0xff10);

/** The code as people write a number, and as somebody would who wants to smuggle it past the check. */
const WAYS: Record<string, (code: string) => string> = {
  'as it is': (code) => code,
  'glued to words': (code) => `查询码${code}号`,
  'in groups': inGroupsOfFour,
  'full-width': fullWidth,
  'full-width, in groups': (code) => fullWidth(inGroupsOfFour(code)),
  'with wide spaces': (code) => inGroupsOfFour(code).replaceAll(' ', '\u3000'),
  'with dashes': (code) => inGroupsOfFour(code).replaceAll(' ', '—'),
  'a line for each group': (code) => inGroupsOfFour(code).replaceAll(' ', '\n'),
  'each digit by itself': (code) => [...code].join(' '),
  'with marks nobody sees': (code) => [...code].join('\u200b'),
  'in Arabic digits': shifted(0x0660),
  'after a telephone number': (code) => `13800001234 ${code}`,
};

attack(
  'A receipt code gets to nobody by mistake',
  'typed as a message in every form, on both ways',
  async ({ note }) => {
    const { origin, ctx } = site;
    const { code } = await reported();
    const cookie = (await openFollow(origin, code)) ?? '';
    const page = await pageValue(origin, cookie);
    const posted = vi.fn();
    vi.stubGlobal('fetch', posted);
    const typed = Object.entries(WAYS).map(([way, write]) => [way, `我的码是 ${write(code)}，请回电`] as const);
    for (const [way, message] of typed) {
      const form = new FormData();
      form.append('message', message);
      const outcome = await sendMessage(form, (key) => key).catch(String);
      expect([way, outcome]).toEqual([way, { errors: [{ field: 'message', message: 'messageCode' }] }]);
    }
    // The control: other words go on to be sealed, which needs the page that is not open here.
    const harmless = new FormData();
    harmless.append('message', '请回电 13800001234');
    await expect(sendMessage(harmless, (key) => key)).rejects.toThrow('locked');
    expect(posted).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
    const acts = await ctx.db.$count(logEntry);
    for (const [way, message] of typed) {
      const answer = await post(origin, { step: 'message', message, page }, cookie);
      expect([way, answer.status, await ctx.db.$count(logEntry)]).toEqual([way, 422, acts]);
      // Words are kept, so that nobody types them again.
      expect(await answer.text()).toContain('请回电');
    }
    const sent = await post(origin, { step: 'message', message: '请回电 13800001234', page }, cookie);
    expect([sent.status, await ctx.db.$count(logEntry)]).toEqual([303, acts + 1]);
    note(`${typed.length} forms, with scripts and without`);
  },
);

attack('A code that opens nothing tells nothing', 'answers and work for codes of every fate', async ({ note }) => {
  const { origin, ctx } = site;
  const draft = fireDraft({ town: TOWN });
  const replaced = await submitReport(ctx, { draft });
  const living = await submitReport(ctx, { draft });
  const [taken, deleted] = [await reported(), await reported()];
  await takeBack(ctx, taken);
  const lead = cast.actor('fire.lead');
  await confirmDeletion(ctx, cast.actor('guardians.1'), await askDeletion(ctx, lead, deleted.caseId, 'sentByMistake'));
  const nothing = { 'never there': newReceiptCode(), 'another one': newReceiptCode(), replaced: replaced.code };
  const something = { living: living.code, 'taken back': taken.code, deleted: deleted.code };
  const never = await workOf(ctx, nothing['never there']);
  expect(never.refused).toBe('notFound (code)');
  for (const [fate, code] of Object.entries(nothing)) expect([fate, await workOf(ctx, code)]).toEqual([fate, never]);
  const answers = await Promise.all(Object.values(nothing).map((code) => answerTo(origin, code)));
  expect(new Set(answers).size).toBe(1);
  // Whoever holds the code of a report that has ended still finds its page, by the same work as for one that goes on.
  const open = await workOf(ctx, something.living);
  expect(open.refused).toBeNull();
  for (const [fate, code] of Object.entries(something)) expect([fate, await workOf(ctx, code)]).toEqual([fate, open]);
  const opening = await Promise.all(Object.values(something).map((code) => answerTo(origin, code)));
  expect(new Set(opening).size).toBe(1);
  // The control: the two kinds are told apart.
  expect(opening[0]).not.toBe(answers[0]);
  note(`${answers.length} codes that open nothing, ${opening.length} that open a page`);
});

/**
 * Status, headers and bytes of the answer to a code, except the time, the form's own token and the session that it
 * opens.
 */
async function answerTo(origin: string, code: string): Promise<string> {
  const answer = await post(origin, { step: 'open', code });
  const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'set-cookie');
  const cookies = answer.headers.getSetCookie().map((line) => line.replace(/=[\w-]{43}/, '=…'));
  const text = (await answer.text()).replace(/(name="formToken" value=")[\w-]{32}"/, '$1…"');
  return JSON.stringify([answer.status, headers, cookies, text]);
}
