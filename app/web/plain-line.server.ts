import type { IncomingMessage, ServerResponse } from 'node:http';
import { ReadableStream } from 'node:stream/web';
import { isRefusal } from '~/domain/refusal';
import { type Ticket, tickets } from '~/domain/tickets';
import type { House } from '~/services/house.server';
import { makeLine } from '~/services/line.server';
import { dailyMarks } from '~/services/network-mark.server';
import { isLang, type Lang } from '~/words/language';
import { type Answer, closeAfter } from './answer.server';
import { formInPieces, type ParsedForm } from './form.server';
import { formIssuedAt, newFormToken } from './form-token.server';
import { PAGE_POLICY } from './headers.server';
import { refusalStatus } from './refusal.server';
import { limited } from './remix-handler.server';
import { arriving, type Holding, holdingFor, holdUpload } from './upload-budget.server';
import { PLACE_SECONDS, placePage, waitingPage } from './waiting-page.server';
import { SESSION, whoAsks } from './who-asks.server';

/** The pages whose posts come without scripts, and so without a proof-of-work. */
const PATTERNS = ['/:lang/report', '/:lang/follow'];
const SEALED = 'x-anshao-way';
/** What was read, held until its turn comes. Each holds at most as much as `holdUpload` lets its network. */
const MOST_HELD = 512;
/** One is sealed while the other's page is made: more at once would not be faster. */
const PLACES = 2;
const HOLD_MS = 30_000;

/** A post's body, read already, and its turn. */
export type Turn = { body: AsyncIterable<Uint8Array>; pass: <T>(work: () => Promise<T>) => Promise<T> };

export type PlainLine = {
  isFor: (req: IncomingMessage, pattern: string) => boolean;
  /** Lets a post through when its turn comes, or answers with a page that keeps what was typed. */
  through: (asked: Asked, render: Render) => Promise<void>;
  /** The frame of that page. */
  place: (asked: Asked) => void;
};
type Asked = { req: IncomingMessage; res: ServerResponse; visitor: string };
type Place = { since: number; none: boolean };
type Render = (turn: Turn) => Promise<void>;

/** What tests put in place of the real limits. */
export type PlainLineLimits = { places?: number; most?: number; holdMs?: number };

/**
 * The line before everything that comes without scripts: fair to networks, and within one (a factory, an onion service)
 * to forms by when they were opened. An open follow page has a place of its own.
 */
export function makePlainLine(house: House, answer: Answer, limits: PlainLineLimits = {}): PlainLine {
  const { places = PLACES, most = MOST_HELD, holdMs = HOLD_MS } = limits;
  const line = makeLine(house.now, { places, most });
  const ticketFor = tickets(house.now);
  const mark = dailyMarks(house.now);

  function ticketOf(form: ParsedForm | null): Ticket & { none: boolean } {
    const token = form?.text('formToken') ?? '';
    const issuedAt = formIssuedAt(house, token);
    const ticket = ticketFor(issuedAt === null ? null : { mark: mark(token), issuedAt });
    return { ...ticket, none: issuedAt === null };
  }

  function keepWaiting(req: IncomingMessage, res: ServerResponse, form: ParsedForm | null, place: Place): void {
    const action = (req.url ?? '').split('?', 1)[0] ?? '';
    const seconds = String(PLACE_SECONDS);
    if (!form || req.headers[SEALED] || action.endsWith('.data')) {
      answer.plain(res, 429, 'busy', [['Retry-After', seconds]]);
      return;
    }
    // What came without a place has one from now on.
    const formToken = place.none ? newFormToken(house) : null;
    const since = Math.min(place.since, house.now());
    const html = waitingPage({ lang: langOf(action), form, action, since, formToken });
    answer.html(res, 429, html, { policy: `${PAGE_POLICY}; frame-src 'self'`, more: [['Retry-After', seconds]] });
  }

  async function wait({ req, res, visitor }: Asked, held: Held, render: Render): Promise<void> {
    const of = whoAsks(house, req, visitor);
    const form = await formInPieces(held.pieces, req.headers['content-type'] ?? '');
    const ticket = ticketOf(form);
    // It would come after all others: what is no form of ours holds neither memory nor connection while they wait.
    const ours = of.startsWith(SESSION) || req.headers[SEALED] !== undefined;
    if (ticket.none && !ours && !line.free()) return keepWaiting(req, res, form, ticket);
    res.once('close', ticket.left);
    let begun = false;
    const pass: Turn['pass'] = (work) =>
      line.pass(
        { of, since: ticket.since },
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
      keepWaiting(req, res, form, ticket);
    } finally {
      res.off('close', ticket.left);
      if (begun) ticket.served();
      else ticket.left();
    }
  }

  return {
    isFor: ({ method }, pattern) => method === 'POST' && PATTERNS.includes(pattern),
    async through({ req, res, visitor }, render) {
      const holding = holdingFor(visitor, () => holdUpload());
      try {
        const pieces = await readWhole(req, res, holding, answer);
        if (!pieces) return;
        const arrived = [...pieces];
        try {
          await wait({ req, res, visitor }, { pieces, holding }, render);
        } finally {
          // Words in the clear are not left in the memory that the network read them into.
          for (const piece of arrived) piece.fill(0);
        }
      } finally {
        holding.release();
      }
    },
    place({ req, res, visitor }) {
      const asked = new URL(req.url ?? '', house.origin).searchParams;
      const since = Math.min(Number(asked.get('since')) || house.now(), house.now());
      const html = placePage(langOf(`/${asked.get('lang')}`), line.place({ of: whoAsks(house, req, visitor), since }));
      const policy = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
      answer.html(res, 200, html, { policy, framed: true, more: [['Refresh', String(PLACE_SECONDS)]] });
    },
  };
}

type Held = { pieces: Uint8Array[]; holding: Holding };

/** Null when it has answered. */
async function readWhole(req: IncomingMessage, res: ServerResponse, holding: Holding, answer: Answer) {
  const pieces: Uint8Array[] = [];
  try {
    const body = ReadableStream.from(limited(req)) as globalThis.ReadableStream<Uint8Array>;
    for await (const piece of arriving(body, holding)) pieces.push(piece);
    return pieces;
  } catch (error) {
    const tooLong = error instanceof Error && 'bodyTooLong' in error;
    if (!tooLong && !isRefusal(error)) throw error;
    closeAfter(req, res);
    if (tooLong) answer.plain(res, 413, 'tooLarge');
    else answer.plain(res, refusalStatus(error), error.code === 'busy' ? 'busy' : 'server');
    return null;
  }
}

/** Each piece is counted once: here, or by whoever reads it on. */
async function* handOn({ pieces, holding }: Held): AsyncGenerator<Uint8Array, void, undefined> {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    holding.give(piece.length);
    yield piece;
  }
}

const langOf = (path: string): Lang => {
  const [, first] = path.split('/');
  return isLang(first) ? first : 'zh';
};
