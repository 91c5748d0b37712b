import type { IncomingMessage, ServerResponse } from 'node:http';
import { ReadableStream } from 'node:stream/web';
import { isRefusal, Refusal } from '~/domain/refusal';
import { type Answer, closeAfter } from './answer.server';
import { SHORT_FORM } from './form.server';
import { refusalStatus } from './refusal.server';
import { limited } from './remix-handler.server';
import { arriving, type Holding, SLOWEST_MS } from './report/upload-budget.server';

/** A post's body, held until its turn. Null when it has answered. */
export async function readWhole(
  req: IncomingMessage,
  res: ServerResponse,
  holding: Holding,
  answer: Answer,
): Promise<Uint8Array[] | null> {
  try {
    const length = Number(req.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    if (length <= SHORT_FORM) return await short(req, holding);
    const pieces: Uint8Array[] = [];
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

/** The same for a body that says how short it is: whoever took longer for it would have been cut off by their pace, too. */
function short(req: IncomingMessage, holding: Holding): Promise<Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    const late = setTimeout(() => reject(new Refusal('expired', { field: 'files' })), SLOWEST_MS);
    const settle = (end: () => void) => {
      clearTimeout(late);
      end();
    };
    req.on('data', (piece: Uint8Array) => {
      try {
        holding.add(piece.length);
        pieces.push(piece);
      } catch (error) {
        settle(() => reject(error));
      }
    });
    req.once('end', () => settle(() => resolve(pieces)));
    req.once('error', (error) => settle(() => reject(error)));
    req.once('close', () => settle(() => reject(new Error('gone'))));
  });
}
