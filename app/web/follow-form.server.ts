import { redirect } from '@remix-run/node';
import { isRefusal, type Refusal } from '~/domain/refusal';
import type { Lang } from '~/domain/vocabulary';
import { MOST_MESSAGE, openByCode, sendReporterMessage } from '~/services/follow.server';
import { type FollowPage, followPage } from '~/services/follow-page.server';
import type { FollowSession } from '~/services/follow-sessions.server';
import type { House } from '~/services/house.server';
import { claimReward } from '~/services/reward.server';
import { endedFollowCookie, followCookie, followCookieOf } from './follow-cookie.server';
import { type ParsedForm, readForm } from './form.server';

export const CLAIM_FIELDS = ['claimMethod', 'payeeName', 'bankName', 'bankAccount', 'consent'] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];
export type CodeProblem = 'code' | 'shape' | 'unknown' | 'busy' | 'expired';
export type ClaimProblem = { field: ClaimField; code: ClaimField | 'tooLate' | 'notNow' | 'failed' };

/** What an unsuccessful step adds to the page; the code itself is never sent back. */
export type FollowAnswer = {
  status: number;
  code: CodeProblem | null;
  message: { typed: string; error: 'message' | 'messageTooLong' | 'messageFailed' | null };
  claim: { typed: Partial<Record<ClaimField, string>>; error: ClaimProblem | null };
};

export const NOTHING_WRONG: FollowAnswer = {
  status: 200,
  code: null,
  message: { typed: '', error: null },
  claim: { typed: {}, error: null },
};

/** The page behind the request's session; null asks for the code. */
export async function followed(
  house: House,
  request: Request,
): Promise<{ page: FollowPage | null; expired: boolean; clear: string | null }> {
  const cookie = followCookieOf(request, house.origin);
  if (!cookie) return { page: null, expired: false, clear: null };
  const session = house.followSessions.read(cookie);
  const clear = endedFollowCookie(house.origin);
  if (!session) return { page: null, expired: true, clear };
  try {
    return { page: await followPage(house, session), expired: false, clear: null };
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'expired') throw error;
    house.followSessions.close(cookie);
    return { page: null, expired: true, clear };
  } finally {
    session.seed.fill(0);
  }
}

/** One posted step: open, leave, message or claim. A redirect when it worked. */
export async function followStep(house: House, request: Request, lang: Lang): Promise<FollowAnswer> {
  const form = await readForm(request, { fieldBytes: MOST_MESSAGE * 4, fields: 12 });
  const cookie = followCookieOf(request, house.origin);
  const step = form.text('step');
  if (step === 'leave') throw leave(house, cookie, lang);
  if (step === 'open' || (step === '' && form.text('code') !== '')) return open(house, form, lang);
  const session = cookie ? house.followSessions.read(cookie) : null;
  if (!session) return { ...NOTHING_WRONG, status: 401, code: 'expired', message: kept(form) };
  session.seed.fill(0);
  return step === 'claim' ? claim(house, session, form, lang) : message(house, session, form, lang);
}

const kept = (form: ParsedForm): FollowAnswer['message'] => ({ typed: form.text('message'), error: null });
const back = (lang: Lang, done: string, cookie?: string) =>
  redirect(`/${lang}/follow${done}`, {
    status: 303,
    headers: { 'Cache-Control': 'no-store', ...(cookie ? { 'Set-Cookie': cookie } : {}) },
  });

function leave(house: House, cookie: string | null, lang: Lang): Response {
  if (cookie) house.followSessions.close(cookie);
  const answer = back(lang, '?done=left', endedFollowCookie(house.origin));
  answer.headers.set('Clear-Site-Data', '"cache", "storage"');
  return answer;
}

async function open(house: House, form: ParsedForm, lang: Lang): Promise<FollowAnswer> {
  const typed = form.text('code');
  const failed = (status: number, code: CodeProblem): FollowAnswer => ({ ...NOTHING_WRONG, status, code });
  if (typed === '') return failed(422, 'code');
  try {
    throw back(lang, '', followCookie(await openByCode(house, typed), house.origin));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code === 'busy') return failed(429, 'busy');
    return failed(422, error.code === 'invalid' ? 'shape' : 'unknown');
  }
}

async function message(house: House, session: FollowSession, form: ParsedForm, lang: Lang): Promise<FollowAnswer> {
  try {
    await sendReporterMessage(house, session, form.text('message'));
  } catch (error) {
    return { ...NOTHING_WRONG, status: isRefusal(error) ? 422 : 500, message: { ...kept(form), error: wrong(error) } };
  }
  throw back(lang, '?done=sent');
}

function wrong(error: unknown): FollowAnswer['message']['error'] {
  if (!isRefusal(error) || error.code !== 'invalid') return 'messageFailed';
  return error.data?.rule === 'tooLong' ? 'messageTooLong' : 'message';
}

async function claim(house: House, session: FollowSession, form: ParsedForm, lang: Lang): Promise<FollowAnswer> {
  const typed: Partial<Record<ClaimField, string>> = {};
  for (const field of CLAIM_FIELDS) typed[field] = form.text(field);
  const failed = (error: ClaimProblem): FollowAnswer => ({ ...NOTHING_WRONG, status: 422, claim: { typed, error } });
  const { claimMethod, payeeName = '', bankName = '', bankAccount = '' } = typed;
  if (claimMethod !== 'cash' && claimMethod !== 'bank') return failed({ field: 'claimMethod', code: 'claimMethod' });
  const lacking = claimMethod === 'bank' ? firstLacking(typed) : null;
  if (lacking) return failed({ field: lacking, code: lacking });
  const actor = { kind: 'reporter', reportId: session.reportId } as const;
  const payee = { holder: payeeName, bank: bankName, account: bankAccount };
  try {
    await claimReward(house, actor, claimMethod === 'bank' ? { method: 'bank', payee } : { method: 'cash' });
  } catch (error) {
    if (!isRefusal(error)) return { ...failed({ field: 'claimMethod', code: 'failed' }), status: 500 };
    return failed(claimProblem(error));
  }
  throw back(lang, '?done=claimed');
}

function firstLacking(typed: Partial<Record<ClaimField, string>>): ClaimField | null {
  const needed = ['payeeName', 'bankName', 'bankAccount'] as const;
  const empty = needed.find((field) => !typed[field]);
  return empty ?? (typed.consent === 'yes' ? null : 'consent');
}

function claimProblem(error: Refusal): ClaimProblem {
  const field = CLAIM_FIELDS.find((known) => known === error.field) ?? 'claimMethod';
  if (error.code === 'invalid') return { field, code: field };
  if (error.code === 'tooLate') return { field: 'claimMethod', code: 'tooLate' };
  return { field: 'claimMethod', code: error.code === 'busy' || error.code === 'notOpen' ? 'failed' : 'notNow' };
}
