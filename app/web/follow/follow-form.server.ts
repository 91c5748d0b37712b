import { randomUUID } from 'node:crypto';
import { isRefusal } from '~/domain/refusal';
import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import type { Lang } from '~/domain/vocabulary';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { publicCounty } from '~/services/county/county.server';
import { openByCode, openSealed } from '~/services/follow/follow.server';
import {
  type FollowPage,
  followPage,
  type SealedFollowPage,
  sealedFollowPage,
} from '~/services/follow/follow-page.server';
import type { TypedWords } from '~/services/follow/follow-sessions.server';
import { MAX_FILE_BYTES, MAX_FILES } from '~/services/report/attachment.server';
import { type ParsedForm, withForm } from '~/web/form.server';
import { formBinding, isBound } from '~/web/form-binding.server';
import { back, CLAIM_FIELDS, type CodeProblem, type FollowAnswer, NOTHING_WRONG } from './follow-answer.server';
import { endedFollowCookie, followCookie, followCookieOf } from './follow-cookie.server';
import {
  listsOfSealedPage,
  sealedClaimStep,
  sealedFilesStep,
  sealedMessageStep,
  sealedObjectionStep,
  sealedWithdrawStep,
} from './follow-sealed-steps.server';
import {
  claimStep,
  filesStep,
  messageStep,
  objectionStep,
  type PlainStep,
  type Step,
  withdrawStep,
} from './follow-steps.server';

export type Followed = {
  page: FollowPage | SealedFollowPage | null;
  expired: boolean;
  clear: string | null;
  /** What each form of the page carries. */
  bound: string;
  /** By this, what is posted twice from one rendering of the page is recognised. */
  once: string;
  /** By this mark, words that were typed on this page come back to it alone. */
  mark: string;
  typed: TypedWords;
};

const NO_PAGE: Followed = { page: null, expired: false, clear: null, bound: '', once: '', mark: '', typed: {} };

/**
 * The page behind the request's session, sealed for a browser that holds the keys; without a page it asks for the code.
 */
export async function followed(ctx: Context, request: Request): Promise<Followed> {
  const cookie = followCookieOf(request, ctx.origin);
  if (!cookie) return NO_PAGE;
  const known = listsOfSealedPage(request);
  const session = ctx.followSessions.read(cookie);
  const over = (): Followed => {
    ctx.followSessions.close(cookie);
    return { ...NO_PAGE, expired: true, clear: endedFollowCookie(ctx.origin) };
  };
  // A page loaded anew has forgotten its keys, so it starts with the code.
  if (!session || (session.seed === null && known === null)) return over();
  try {
    const { reportId } = session;
    const page = known === null ? await followPage(ctx, session) : await sealedFollowPage(ctx, reportId, known);
    const bound = formBinding(cookie, shownReport(reportId));
    const once = randomUUID();
    const typed = ctx.followSessions.typed(cookie);
    return { page, expired: false, clear: null, bound, once, mark: markOf(ctx, once, reportId), typed };
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'expired') throw error;
    return over();
  } finally {
    session.seed?.fill(0);
  }
}

const shownReport = (reportId: string) => `report:${reportId}`;

/**
 * Ties words, by the page's own `once`, to the report on whose page they were typed, and tells nobody which report that
 * is.
 */
const markOf = (ctx: Context, once: string, reportId: string) => ctx.secret.tag('follow-words', `${once}|${reportId}`);

/** The salt with which browsers derive keys from codes; null before set-up. */
export async function codeSalt(ctx: Context): Promise<string | null> {
  const info = await publicCounty(ctx);
  return info && toBase64(info.salt);
}

/** Sealed things in Base64; files have a limit of their own. */
const LIMITS = { fieldBytes: 128 * 1024, fields: 16, files: MAX_FILES, fileBytes: MAX_FILE_BYTES };

/** One posted step: open, leave, write, claim, add, withdraw. A redirect when it worked. */
export async function followStep(ctx: Context, request: Request, lang: Lang): Promise<FollowAnswer> {
  // Files in the clear come only from an open page; without one, up to 100 MB are not even read.
  if (MULTIPART.test(request.headers.get('content-type') ?? '') && !hasSession(ctx, request)) {
    await request.body?.cancel();
    return failed(401, 'expired');
  }
  return withForm(request, LIMITS, (form) => takeStep(ctx, request, form, lang));
}

const MULTIPART = /^multipart\//i;

function hasSession(ctx: Context, request: Request): boolean {
  const cookie = followCookieOf(request, ctx.origin);
  const session = cookie ? ctx.followSessions.read(cookie) : null;
  session?.seed?.fill(0);
  return session !== null;
}

type Steps<S> = ReadonlyMap<string, (step: S) => Promise<FollowAnswer>>;
const SEALED_STEPS: Steps<Step> = new Map([
  ['sealedMessage', sealedMessageStep],
  ['sealedObjection', sealedObjectionStep],
  ['sealedClaim', sealedClaimStep],
  ['sealedFiles', sealedFilesStep],
  ['withdraw', sealedWithdrawStep],
]);
/** What is in the clear needs a session without scripts, because a browser that seals must never send such a thing. */
const PLAIN_STEPS: Steps<PlainStep> = new Map<string, (step: PlainStep) => Promise<FollowAnswer>>([
  ...SEALED_STEPS,
  ['message', messageStep],
  ['object', objectionStep],
  ['claim', claimStep],
  ['files', filesStep],
  ['withdraw', withdrawStep],
]);

async function takeStep(ctx: Context, request: Request, form: ParsedForm, lang: Lang): Promise<FollowAnswer> {
  const cookie = followCookieOf(request, ctx.origin);
  const session = cookie ? ctx.followSessions.read(cookie) : null;
  try {
    const bound = session !== null && isBound(form.text('page'), cookie ?? '', shownReport(session.reportId));
    const step = form.text('step');
    if (step === 'leave') throw leave(ctx, lang, form.text('page') === '' || bound ? cookie : null);
    if (step === 'openSealed') return await open(ctx, lang, () => openSealed(ctx, form.text('token')));
    if (step === 'open' || (step === '' && form.text('code') !== '')) {
      const typed = form.text('code');
      if (typed === '') return failed(422, 'code');
      const answer = await open(ctx, lang, () => openByCode(ctx, typed, (reportId) => wordsFor(ctx, form, reportId)));
      return answer.code === 'shape' && !holdsReceiptCode(typed) ? { ...answer, mistyped: typed.slice(0, 60) } : answer;
    }
    if (session && !bound) return { ...failed(409, 'another'), ...typedIn(form) };
    const name = step || 'message';
    const answer = session && runStep({ ctx, reportId: session.reportId, form, lang }, session.seed, name);
    return answer
      ? { ...(await taken(ctx, cookie, answer)), ...formOf(form) }
      : { ...failed(401, 'expired'), ...typedIn(form) };
  } finally {
    session?.seed?.fill(0);
  }
}

/** What the page of this report had in its forms when it locked itself; nothing of another report's page. */
function wordsFor(ctx: Context, form: ParsedForm, reportId: string): TypedWords {
  const once = form.text('once');
  if (once === '' || form.text('mark') !== markOf(ctx, once, reportId)) return {};
  const claim = CLAIM_FIELDS.filter((field) => field !== 'consent' && field !== 'waiveSure');
  const words = ['message', 'objection', ...claim].map((field) => [field, form.text(field)]);
  return Object.fromEntries(words.filter(([, value]) => value !== ''));
}

/** Words that were put back are dropped once a step is done. */
async function taken(ctx: Context, cookie: string | null, answer: Promise<FollowAnswer>): Promise<FollowAnswer> {
  try {
    return await answer;
  } catch (done) {
    if (done instanceof Response && cookie) ctx.followSessions.dropTyped(cookie);
    throw done;
  }
}

const formOf = (form: ParsedForm) => ({ once: form.text('once'), mark: form.text('mark') });

/** What was typed comes back, on a page that shows nothing of any report. */
function typedIn(form: ParsedForm): Pick<FollowAnswer, 'message' | 'objection' | 'claim' | 'once' | 'mark'> {
  const typed = Object.fromEntries(CLAIM_FIELDS.map((field) => [field, form.text(field)]));
  const words = (field: 'message' | 'objection') => ({ typed: form.text(field), error: null });
  return { message: words('message'), objection: words('objection'), claim: { typed, error: null }, ...formOf(form) };
}

function runStep(step: Step, seed: Uint8Array | null, name: string): Promise<FollowAnswer> | undefined {
  if (seed === null) return SEALED_STEPS.get(name)?.(step);
  return PLAIN_STEPS.get(name)?.({ ...step, session: { reportId: step.reportId, seed } });
}

const failed = (status: number, code: CodeProblem): FollowAnswer => ({ ...NOTHING_WRONG, status, code });

/** Without a cookie to close, another report was opened since, and its session is not for this page to end. */
function leave(ctx: Context, lang: Lang, cookie: string | null): Response {
  if (cookie) ctx.followSessions.close(cookie);
  const answer = back(lang, 'left', cookie ? endedFollowCookie(ctx.origin) : undefined);
  answer.headers.set('Clear-Site-Data', '"cache", "storage"');
  return answer;
}

async function open(ctx: Context, lang: Lang, makeSession: () => Promise<string>): Promise<FollowAnswer> {
  try {
    throw back(lang, null, followCookie(await makeSession(), ctx.origin));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code === 'busy') return failed(429, 'busy');
    return failed(422, error.code === 'invalid' ? 'shape' : 'unknown');
  }
}
