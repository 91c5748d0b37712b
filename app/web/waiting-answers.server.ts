import type { Context } from '~/services/context.server';
import { knownLang, type Lang } from '~/words/language';
import type { Answer } from './answer.server';
import type { CalledPlaces } from './called-places.server';
import type { ParsedForm } from './form.server';
import { newFormToken } from './form-token.server';
import { PAGE_POLICY } from './headers.server';
import type { Asked } from './held-body.server';
import type { placeNames } from './place-names.server';
import { pathOf } from './request-facts.server';
import { MARK_HEADERS, MARK_IMAGE, PLACE_SECONDS, placePage, waitingPage } from './waiting-page.server';
import { whoAsks } from './who-asks.server';

/**
 * By what a post waits: the token of the form that was sent, the open follow page from which it came, or nothing yet;
 * then its waiting page gets a token, and so a place from then on.
 */
export type WaitsBy = { token: string } | 'session' | 'nothing';

const WAITING_POLICY = `${PAGE_POLICY}; frame-src 'self'`;
const PLACE_POLICY = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");

type Parts = {
  ctx: Context;
  answer: Answer;
  called: CalledPlaces;
  names: ReturnType<typeof placeNames>;
};

/** What somebody gets whose turn has not come: the page that keeps what was typed, and the frame in it. */
export function waitingAnswers({ ctx, answer, called, names }: Parts) {
  const markHeaders = answer.flat(MARK_HEADERS);
  return {
    /** The page that keeps what was typed and sends it again; a bare refusal where there is no form to show. */
    keepWaiting({ req, res }: Asked, form: ParsedForm | null, waitsBy: WaitsBy): void {
      const action = pathOf(req);
      const seconds = String(PLACE_SECONDS);
      if (!form || action.endsWith('.data')) {
        answer.plain(res, 429, 'busy', [['Retry-After', seconds]]);
        return;
      }
      const added = waitsBy === 'nothing' ? newFormToken(ctx) : null;
      const token = added ?? (typeof waitsBy === 'string' ? null : waitsBy.token);
      const html = waitingPage({ lang: langOf(action), form, action, place: token && names.of(token), added });
      answer.html(res, 429, html, { policy: WAITING_POLICY, more: [['Retry-After', seconds]] });
    },
    /** The frame of that page: asking for it pays for the place. */
    place({ req, res, visitor }: Asked): void {
      const asked = new URLSearchParams((req.url ?? '').split('?', 2)[1]);
      const of = whoAsks(ctx, req, visitor);
      const place = names.read(asked.get('place'));
      if (place) called.pay(of, place);
      if (asked.has('mark')) return void res.writeHead(200, markHeaders).end(MARK_IMAGE);
      const lang = knownLang(asked.get('lang'));
      const html = placePage(lang, place, called.standing(of, place ?? ''));
      answer.html(res, 200, html, {
        policy: PLACE_POLICY,
        framed: true,
        more: [['Refresh', String(PLACE_SECONDS)]],
      });
    },
  };
}

const langOf = (path: string): Lang => {
  const [, first] = path.split('/');
  return knownLang(first);
};
