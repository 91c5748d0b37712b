import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, closeAfter } from './answer.server';
import { isOwnOrigin } from './origin.server';
import { bodyLimit } from './remix-handler.server';
import { isSafe, METHODS } from './request-facts.server';

/**
 * Refuses what need not be read: posts from other sites, other methods, and bodies that say they are too long. True
 * when it has answered.
 */
export function refusedEarly(req: IncomingMessage, res: ServerResponse, answer: Answer, origin: string): boolean {
  if (isSafe(req.method)) return false;
  if (!isOwnOrigin(req.headers, origin)) {
    answer.plain(res, 403, 'notAllowed');
    return true;
  }
  if (!METHODS.includes(req.method ?? '')) {
    answer.plain(res, 405, 'notAllowed', [['Allow', METHODS.join(', ')]]);
    return true;
  }
  const declared = Number(req.headers['content-length'] ?? 0);
  const limit = bodyLimit(req.headers['content-type']);
  if (declared <= limit) return false;
  if (declared > 4 * limit) closeAfter(req, res);
  answer.plain(res, 413, 'tooLarge');
  return true;
}
