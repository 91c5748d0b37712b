import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRefusal, Refusal } from '~/domain/refusal';
import { MAX_SEALED_PART } from '~/domain/report/upload-limits';
import type { Context } from '~/services/context.server';
import { dropFile, putPart, waitingParts } from '~/services/report/upload.server';
import type { Answer } from '~/web/answer.server';
import { refusalStatus } from '~/web/refusal.server';
import { headerText, isDataRequest, UPLOADS } from '~/web/request-facts.server';
import type { Matched } from '~/web/route-pattern.server';
import { bodyPieces } from '~/web/whole-body.server';
import { type Holding, holdingFor, holdUpload } from './upload-budget.server';

export type Uploads = {
  isFor: (req: IncomingMessage, matched: Matched) => boolean;
  /** One sealed part of a file, or `X-Upload-Remove: file` without a body to remove a file. Answers 204. */
  take: (req: IncomingMessage, res: ServerResponse, visitor: string) => Promise<void>;
};

/** Parts of files are taken before the framework, as sealed reports are: its streams cost more than all the checks. */
export function uploads({ ctx, answer }: { ctx: Context; answer: Answer }): Uploads {
  async function keep(req: IncomingMessage, holding: Holding, visitor: string): Promise<void> {
    const token = headerIn(req, 'x-upload-token');
    const fileIndex = numberIn(req, 'x-upload-file');
    if (headerIn(req, 'x-upload-remove') === 'file') return dropFile(ctx, token, fileIndex);
    const bytes = Buffer.concat(await partOf(req, holding));
    // Once it is read: what arrived counts against its network's day, whatever it is.
    if (headerIn(req, 'content-type') !== 'application/octet-stream') throw new Refusal('invalid');
    const place = { sequence: numberIn(req, 'x-upload-part'), sha256: headerIn(req, 'x-upload-sha256') };
    await putPart(ctx, { token, fileIndex, bytes, visitor, ...place });
  }

  return {
    isFor: ({ method, url = '' }, { pattern }) => method === 'POST' && pattern === UPLOADS && !isDataRequest(url),
    async take(req, res, visitor) {
      const holding = holdingFor(visitor, () => holdUpload());
      try {
        await keep(req, holding, visitor);
        answer.head(res, 204, [['Cache-Control', 'no-store']]).end();
      } catch (error) {
        if (res.destroyed) return;
        if (!isRefusal(error)) throw error;
        answer.json(res, refusalStatus(error), { code: error.code, field: error.field ?? null });
      } finally {
        holding.release();
      }
    },
  };
}

/** Refusal `invalid` (size), also where no length was announced. */
async function partOf(req: IncomingMessage, holding: Holding): Promise<Uint8Array[]> {
  try {
    return await bodyPieces(req, holding, MAX_SEALED_PART);
  } catch (error) {
    const tooLong = error instanceof Error && 'bodyTooLong' in error;
    throw tooLong ? new Refusal('invalid', { field: 'size' }) : error;
  }
}

/** What of an upload has arrived, for whoever holds its token. */
export async function listParts(ctx: Context, request: Request): Promise<Response> {
  try {
    return Response.json({ parts: await waitingParts(ctx, request.headers.get('x-upload-token') ?? '') });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return Response.json({ code: error.code, field: error.field ?? null }, { status: refusalStatus(error) });
  }
}

const headerIn = ({ headers }: IncomingMessage, name: string): string => headerText(headers[name]) ?? '';

/** Decimal digits only; anything else becomes a number that no part has. */
function numberIn(req: IncomingMessage, name: string): number {
  const text = headerIn(req, name);
  return /^\d{1,6}$/.test(text) ? Number(text) : -1;
}
