import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PostedAnswer } from '~/contract/answers/report';
import { MAX_REPORT_BYTES, readReport } from '~/contract/posted/report-body';
import { isRefusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import type { Answer } from '~/web/answer.server';
import { safeError } from '~/web/log.server';
import { refusalStatus } from '~/web/refusal.server';
import { isDataRequest, SEALED_REPORTS } from '~/web/request-facts.server';
import type { Matched } from '~/web/route-pattern.server';
import { bodyPieces } from '~/web/whole-body.server';
import { isLang } from '~/words/language';
import { type Holding, holdingFor, holdUpload } from './upload-budget.server';

type Parts = {
  ctx: Context;
  answer: Answer;
  /** Tells the gate that a new report was stored, which the answer does not tell. */
  stored: () => void;
};

export type SealedReports = {
  isFor: (req: IncomingMessage, matched: Matched) => boolean;
  /** One sealed report as the island posts it (`encodeReport`); the answer says in codes whether it is stored. */
  take: (req: IncomingMessage, res: ServerResponse, visitor: string) => Promise<void>;
};

/**
 * Sealed reports are taken before the framework: it renders nothing here, and its requests, streams and matching cost
 * more than all the checks of a report.
 */
export function sealedReports({ ctx, answer, stored }: Parts): SealedReports {
  const say = (res: ServerResponse, status: number, body: PostedAnswer) => answer.json(res, status, body);

  async function store(req: IncomingMessage, holding: Holding): Promise<void> {
    const body = Buffer.concat(await bodyPieces(req, holding, MAX_REPORT_BYTES));
    const { repeated } = await submitSealedReport(ctx, readReport(body));
    if (!repeated) stored();
  }

  return {
    isFor: ({ method, url = '' }, { pattern, params }) =>
      method === 'POST' && pattern === SEALED_REPORTS && isLang(params.lang) && !isDataRequest(url),
    async take(req, res, visitor) {
      const holding = holdingFor(visitor, () => holdUpload());
      try {
        await store(req, holding);
        say(res, 200, { ok: true });
      } catch (error) {
        if (res.destroyed) return;
        if (isRefusal(error)) {
          return say(res, refusalStatus(error), { ok: false, code: error.code, field: error.field ?? null });
        }
        ctx.log('report.failed', safeError(error));
        say(res, 500, { ok: false, code: 'failed', field: null });
      } finally {
        holding.release();
      }
    },
  };
}
