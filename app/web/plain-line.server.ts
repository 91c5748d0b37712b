import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRefusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { makeLine } from '~/services/line.server';
import type { Answer } from './answer.server';
import { calledPlaces } from './called-places.server';
import { formInPieces, type ParsedForm } from './form.server';
import { formIssuedAt } from './form-token.server';
import type { Gate } from './gate.server';
import { type Asked, type HeldBody, handOn, withHeldBody } from './held-body.server';
import { placeNames } from './place-names.server';
import { headerText, pathOf } from './request-facts.server';
import { waitingAnswers } from './waiting-answers.server';
import { PLACE_SECONDS } from './waiting-page.server';
import { SESSION, whoAsks } from './who-asks.server';

/** The pages whose posts come without scripts, and so without a proof-of-work. */
const PATTERNS = ['/:lang/report', '/:lang/follow'];
const SEALED = 'x-anshao-mode';
/**
 * Posts that were read and are held until their turn comes. Each holds at most as much as `holdUpload` lets its
 * network.
 */
const MAX_HELD = 512;
/**
 * Costly work has lanes of its own. Fewer at once would leave these empty while a flood keeps the process busy between
 * steps.
 */
const PLACES = 6;
/** Enough to keep the lanes of Argon2 busy. */
const FOR_CROWDS = 3;
const HOLD_MS = 30_000;

/** A post's body, read already, and its turn. */
export type Turn = { body: AsyncIterable<Uint8Array>; pass: <T>(work: () => Promise<T>) => Promise<T> };

export type PlainLine = {
  isFor: (req: IncomingMessage, pattern: string) => boolean;
  /** Lets a post through when its turn comes, or answers with a page that keeps what was typed. */
  through: (asked: Asked, render: Render) => Promise<void>;
  /** The frame of that page. */
  place: (asked: Asked) => void;
  /** How many wait in it. */
  waiting: () => number;
};
type Render = (turn: Turn) => Promise<void>;

/** What tests put in place of the real limits. */
export type PlainLineLimits = { places?: number; most?: number; holdMs?: number; direct?: number };

/**
 * The line before everything that comes without scripts. It is fair to networks, and within one network (a factory, an
 * onion service) to those who stay and ask. An open follow page has a place of its own; sealed pages bring work instead
 * of waiting.
 */
export function makePlainLine({ ctx, answer, proven, begun }: Parts, limits: PlainLineLimits = {}): PlainLine {
  const { places = PLACES, most = MAX_HELD, holdMs = HOLD_MS, direct } = limits;
  const line = makeLine(ctx.now, { places, forCrowds: Math.min(places, FOR_CROWDS), most });
  const called = calledPlaces(ctx.now, line, direct === undefined ? {} : { direct });
  const names = placeNames(ctx.now);
  /** Forms that are in the line now; each is in it only once. */
  const inLine = new Set<string>();
  const { keepWaiting, place } = waitingAnswers({ ctx, answer, called, names });

  /** Runs the work that a turn is for; false when the turn did not come in time. */
  async function inTurn({ res }: Asked, held: HeldBody, render: Render, who: InLine): Promise<boolean> {
    let begun = false;
    const pass: Turn['pass'] = (work) =>
      line.pass(
        who,
        async () => {
          // Whoever has gone keeps their place for when they come again.
          if (res.destroyed) throw new Error('gone');
          begun = true;
          return work();
        },
        holdMs,
      );
    try {
      await render({ body: handOn(held), pass });
    } catch (error) {
      if (begun || !isRefusal(error) || error.code !== 'busy') throw error;
      return false;
    }
    return begun;
  }

  /** A browser that seals can work for its turn, and so passes those who cannot. */
  async function sealed(asked: Asked, held: HeldBody, render: Render, of: string): Promise<void> {
    const { req, res } = asked;
    const retry: [string, string] = ['Retry-After', String(PLACE_SECONDS)];
    const work = !of.startsWith(SESSION) && called.pressed(of);
    if (work && !(await proven(headerText(req.headers['x-proof-of-work']))))
      return answer.plain(res, 429, 'busy', [retry, ['X-Proof-Of-Work', 'needed']]);
    const done = await inTurn(asked, held, render, { of: work ? `work|${of}` : of });
    if (!done) answer.plain(res, 429, 'busy', [retry]);
  }

  async function placed(asked: Asked, held: HeldBody, render: Render, { of, form, token }: Placed): Promise<void> {
    const place = names.of(token);
    if (called.turnOf(of, place) === null) called.pay(of, place);
    const since = called.turnOf(of, place);
    if (since === null || inLine.has(place)) return keepWaiting(asked, form, { token });
    inLine.add(place);
    try {
      if (!(await inTurn(asked, held, render, { of, since }))) return keepWaiting(asked, form, { token });
      called.used(of, place, isDone(asked, form));
    } finally {
      inLine.delete(place);
    }
  }

  async function wait(asked: Asked, held: HeldBody, render: Render): Promise<void> {
    const { req } = asked;
    const of = whoAsks(ctx, req, asked.visitor);
    if (req.headers[SEALED] && !isReport(req)) return sealed(asked, held, render, of);
    const form = await formInPieces(held.pieces, req.headers['content-type'] ?? '');
    const token = form?.text('formToken') ?? '';
    const open = of.startsWith(SESSION);
    if (form && !open && formIssuedAt(ctx, token) !== null) return placed(asked, held, render, { of, form, token });
    // What is no form of ours would come after all others: it holds neither memory nor a connection while they wait.
    const may = open || (line.free(of) && !called.pressed(of));
    if (!may || !(await inTurn(asked, held, render, { of }))) keepWaiting(asked, form, open ? 'session' : 'nothing');
  }

  return {
    waiting: line.waiting,
    isFor: ({ method }, pattern) => method === 'POST' && PATTERNS.includes(pattern),
    through: (asked, render) =>
      withHeldBody(asked, answer, async (held) => {
        if (await begun(asked.req, asked.res)) await wait(asked, held, render);
      }),
    place,
  };
}

type Parts = {
  ctx: Context;
  answer: Answer;
  proven: Gate['proven'];
  /** Waits until what was posted may be looked at; false when the post has been refused. */
  begun: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;
};
type Placed = { of: string; form: ParsedForm; token: string };
type InLine = { of: string; since?: number };

/** A report's form keeps its place until it is sent, and every other form until it was served once. */
const isDone = ({ req, res }: Asked, form: ParsedForm): boolean =>
  !isReport(req) || (form.text('step') === 'send' && res.statusCode < 400);

const isReport = (req: IncomingMessage): boolean => pathOf(req).endsWith('/report');
