import type { PostedAnswer } from '~/contract/answers/report';
import { MOST_REPORT_BYTES, readReport } from '~/contract/posted/report-body';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { safeError } from '~/web/log.server';
import { refusalStatus } from '~/web/refusal.server';
import { arriving, type Holding, holdUpload } from './upload-budget.server';

/**
 * One sealed report as the island posts it (`encodeReport`); the answer says whether it is stored, in codes.
 * Calls `stored` if it was not before; the answer does not tell.
 */
export async function takeSealedReport(ctx: Context, request: Request, stored?: () => void): Promise<Response> {
  const holding = holdUpload();
  try {
    const body = await readBody(request, holding);
    const { repeated } = await submitSealedReport(ctx, readReport(body));
    if (!repeated) stored?.();
    return answer(200, { ok: true });
  } catch (error) {
    if (isRefusal(error)) {
      return answer(refusalStatus(error), { ok: false, code: error.code, field: error.field ?? null });
    }
    ctx.log('report.failed', safeError(error));
    return answer(500, { ok: false, code: 'failed', field: null });
  } finally {
    holding.release();
  }
}

const answer = (status: number, body: PostedAnswer): Response =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });

/** Refusal `invalid` (size) for what is too long, which is not read to its end. `busy`, `expired`: see `arriving`. */
async function readBody({ body }: Request, holding: Holding): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body ? arriving(body, holding) : []) {
    length += piece.length;
    if (length > MOST_REPORT_BYTES) throw new Refusal('invalid', { field: 'size' });
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}
