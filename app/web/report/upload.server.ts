import { isRefusal, Refusal } from '~/domain/refusal';
import { MOST_SEALED_PART } from '~/domain/report/upload-limits';
import type { Context } from '~/services/context.server';
import { dropFile, putPart, waitingParts } from '~/services/report/upload.server';
import { refusalStatus } from '~/web/refusal.server';
import { arriving, holdUpload } from './upload-budget.server';

/** One sealed part of a file, or `X-Upload-Remove: file` without a body to take a file back. Answers 204. */
export function takePart(ctx: Context, request: Request, visitor: string | null): Promise<Response> {
  return answered(async () => {
    const { headers } = request;
    const token = headers.get('x-upload-token') ?? '';
    const fileIndex = numberIn(headers, 'x-upload-file');
    if (headers.get('x-upload-remove') === 'file') await dropFile(ctx, token, fileIndex);
    else await withBody(request, (bytes) => putPart(ctx, { token, fileIndex, bytes, visitor, ...placeOf(headers) }));
    return new Response(null, { status: 204 });
  });
}

/** What of an upload has arrived, for whoever holds its token. */
export function listParts(ctx: Context, request: Request): Promise<Response> {
  return answered(async () =>
    Response.json({ parts: await waitingParts(ctx, request.headers.get('x-upload-token') ?? '') }),
  );
}

const placeOf = (headers: Headers) => ({
  sequence: numberIn(headers, 'x-upload-part'),
  sha256: headers.get('x-upload-sha256') ?? '',
});

/** Decimal digits only; anything else is a number that no part has. */
function numberIn(headers: Headers, name: string): number {
  const text = headers.get(name) ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : -1;
}

async function withBody(request: Request, use: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  if (!request.body || request.headers.get('content-type') !== 'application/octet-stream') throw new Refusal('invalid');
  const holding = holdUpload();
  try {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of arriving(request.body, holding)) {
      size += piece.length;
      if (size > MOST_SEALED_PART) throw new Refusal('invalid', { field: 'size' });
      pieces.push(piece);
    }
    await use(Buffer.concat(pieces, size));
  } finally {
    holding.release();
  }
}

async function answered(body: () => Promise<Response>): Promise<Response> {
  try {
    return await body();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return Response.json({ code: error.code, field: error.field ?? null }, { status: refusalStatus(error) });
  }
}
