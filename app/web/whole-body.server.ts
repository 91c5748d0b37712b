import type { IncomingMessage, ServerResponse } from 'node:http';
import { ReadableStream } from 'node:stream/web';
import { isRefusal, Refusal } from '~/domain/refusal';
import { type Answer, closeAfter } from './answer.server';
import { SHORT_FORM } from './form.server';
import { refusalStatus } from './refusal.server';
import { limited, passOn } from './remix-handler.server';
import { arriving, type Holding, SLOWEST_MS } from './report/upload-budget.server';

/** A post's body, held until its turn. Null when it has already been answered. */
export async function readWhole(
  req: IncomingMessage,
  res: ServerResponse,
  holding: Holding,
  answer: Answer,
): Promise<Uint8Array[] | null> {
  try {
    return await bodyPieces(req, holding);
  } catch (error) {
    const tooLong = error instanceof Error && 'bodyTooLong' in error;
    if (!tooLong && !isRefusal(error)) throw error;
    closeAfter(req, res);
    if (tooLong) answer.plain(res, 413, 'tooLarge');
    else answer.plain(res, refusalStatus(error), error.code === 'busy' ? 'busy' : 'server');
    return null;
  }
}

/**
 * A body's pieces, counted as they arrive. Refusals: `busy` and `expired` as of `arriving`, `invalid` (size) for a body
 * longer than `most`, which is not read to its end. Throws also when the connection is gone.
 */
export async function bodyPieces(req: IncomingMessage, holding: Holding, most = Number.POSITIVE_INFINITY) {
  const length = Number(req.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  if (length <= Math.min(SHORT_FORM, most)) return short(req, holding);
  const pieces: Uint8Array[] = [];
  let size = 0;
  const body = ReadableStream.from(limited(req)) as globalThis.ReadableStream<Uint8Array>;
  for await (const piece of arriving(body, holding)) {
    size += piece.length;
    if (size > most) throw new Refusal('invalid', { field: 'size' });
    pieces.push(piece);
  }
  return pieces;
}

/** Reads a body that announces a short length: whoever took longer for it would have been cut off for slowness, too. */
function short(req: IncomingMessage, holding: Holding): Promise<Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    const late = setTimeout(() => fail(new Refusal('expired', { field: 'files' })), SLOWEST_MS);
    const take = (piece: Uint8Array) => {
      try {
        passOn(req, piece.length);
        holding.add(piece.length);
        pieces.push(piece);
      } catch (error) {
        fail(error);
      }
    };
    // Nothing that comes after the end is counted any more: whoever holds the count gives it back then.
    const settle = () => {
      clearTimeout(late);
      req.off('data', take);
    };
    const fail = (error: unknown) => {
      settle();
      reject(error);
    };
    req.on('data', take);
    req.once('end', () => {
      settle();
      resolve(pieces);
    });
    req.once('error', fail);
    req.once('close', () => fail(new Error('gone')));
  });
}
