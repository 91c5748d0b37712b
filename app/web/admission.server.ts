import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '~/services/context.server';
import { type Answer, whenAnswered } from './answer.server';
import { type BeginLimits, beginInTurn } from './begun-in-turn.server';
import type { Gate } from './gate.server';
import { clientAddress, type TrustedProxies } from './proxy.server';
import { passedOn } from './remix-handler.server';
import { headerText, partBytes, throttleKind } from './request-facts.server';
import { whoAsks } from './who-asks.server';

export type Admission = {
  /** The address under which a request is counted. */
  visitorOf: (req: IncomingMessage) => string;
  /** Resolves when the request may begin; false when too many of its network wait, which it has been told. */
  begun: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;
  /** True when the request came too soon after others, which it has been told. */
  throttled: (req: IncomingMessage, res: ServerResponse, pattern: string) => Promise<boolean>;
};

type Parts = {
  ctx: Context;
  gate: Gate;
  answer: Answer;
  proxies: TrustedProxies;
  limits: BeginLimits | undefined;
};

/** Decides whose request may be looked at now. */
export function makeAdmission({ ctx, gate, answer, proxies, limits }: Parts): Admission {
  const inTurn = beginInTurn(limits);

  const visitorOf = (req: IncomingMessage) =>
    clientAddress(req.socket.remoteAddress, headerText(req.headers['x-forwarded-for']), proxies);

  return {
    visitorOf,
    begun: (req, res) =>
      new Promise((resolve) =>
        inTurn({
          of: () => whoAsks(ctx, req, visitorOf(req)),
          gone: () => res.destroyed,
          settle(how) {
            if (how === 'tooMany') answer.plain(res, 429, 'busy', [['Retry-After', '2']]);
            resolve(how === 'begun');
          },
        }),
      ),
    async throttled(req, res, pattern) {
      const proof = headerText(req.headers['x-proof-of-work']);
      const visitor = visitorOf(req);
      ctx.addresses.saw(visitor);
      const kind = throttleKind(req.method, pattern);
      const admission = await gate.admit(kind, visitor, proof, partBytes(req));
      if (admission.in) {
        whenAnswered(res, () => admission.ended?.(passedOn(req)));
        return false;
      }
      const needed: [string, string][] = admission.proof ? [['X-Proof-Of-Work', 'needed']] : [];
      const more: [string, string][] = [['Retry-After', String(admission.seconds)], ...needed];
      if (kind === 'upload') answer.json(res, 429, { code: 'busy', field: admission.quota ? 'quota' : null }, more);
      else answer.plain(res, 429, 'busy', more);
      return true;
    },
  };
}
