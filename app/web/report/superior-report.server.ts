import type { PostedAnswer } from '~/contract/answers/report';
import { bytes, readField } from '~/contract/posted/posted';
import { MAX_SUPERIOR_REPORT } from '~/contract/sealed/superior-report';
import { isRefusal, Refusal } from '~/domain/refusal';
import { readWhole } from '~/domain/typed/whole';
import type { Context } from '~/services/context.server';
import { requireOpenReporting } from '~/services/report/open-reporting.server';
import { takeSuperiorReport } from '~/services/report/superior-report.server';
import { readForm } from '~/web/form.server';
import { safeError } from '~/web/log.server';
import { refusalStatus } from '~/web/refusal.server';

/** Room for two holders' stanzas beside the padded text, as Base64. */
const LIMITS = { fieldBytes: Math.ceil(((MAX_SUPERIOR_REPORT + 8_192) * 4) / 3), fields: 8 };

/** Takes what a browser sealed to the level above, and answers in codes. */
export async function takeSealedForSuperior(ctx: Context, request: Request): Promise<Response> {
  const answer = (status: number, body: PostedAnswer) =>
    Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
  try {
    const form = await readForm(request, LIMITS);
    const [formToken, listVersion] = [form.text('formToken'), readWhole(form.text('listVersion'))];
    if (form.tooMany || form.tooLong.size > 0) throw new Refusal('invalid', { field: 'sealed' });
    if (!/^[\w.~+/=-]{20,256}$/.test(formToken)) throw new Refusal('invalid', { field: 'formToken' });
    if (listVersion === null) throw new Refusal('invalid', { field: 'listVersion' });
    const sealed = readField(bytes, form.text('sealed'), 'sealed');
    await requireOpenReporting(ctx);
    await takeSuperiorReport(ctx, { number: form.text('number'), formToken, sealed, listVersion });
    return answer(200, { ok: true });
  } catch (error) {
    if (isRefusal(error))
      return answer(refusalStatus(error), { ok: false, code: error.code, field: error.field ?? null });
    ctx.log('report.failed', safeError(error));
    return answer(500, { ok: false, code: 'failed', field: null });
  }
}
