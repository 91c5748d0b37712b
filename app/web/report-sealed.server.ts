import type { PostedAnswer } from '~/contract/posted-report';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { House } from '~/services/house.server';
import { submitSealedReport } from '~/services/report-sealed.server';
import { readSealedSubmission } from '~/services/report-sealed-shape.server';
import { safeError } from './log.server';
import { refusalStatus } from './refusal.server';
import { arriving, type Holding, holdUpload } from './upload-budget.server';

/** Narrative and manifest at their longest, a dozen wraps, and Base64 around them. */
const MOST_BYTES = 1024 * 1024;

/** One sealed report as the island posts it (JSON); the answer says whether it is stored, in codes. */
export async function takeSealedReport(house: House, request: Request): Promise<Response> {
  const holding = holdUpload();
  try {
    const posted = await readJson(request, holding);
    await submitSealedReport(house, readSealedSubmission(posted));
    return answer(200, { ok: true });
  } catch (error) {
    if (isRefusal(error)) {
      return answer(refusalStatus(error), { ok: false, code: error.code, field: error.field ?? null });
    }
    house.log('report.failed', safeError(error));
    return answer(500, { ok: false, code: 'failed', field: null });
  } finally {
    holding.release();
  }
}

const answer = (status: number, body: PostedAnswer): Response =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });

/** Refusal `invalid` for anything but JSON within bounds; what is longer is not read to its end. `busy`, `expired`: see `arriving`. */
async function readJson({ body }: Request, holding: Holding): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body ? arriving(body, holding) : []) {
    length += piece.length;
    if (length > MOST_BYTES) throw new Refusal('invalid', { field: 'size' });
    chunks.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal('invalid', { field: 'report' });
  }
}
