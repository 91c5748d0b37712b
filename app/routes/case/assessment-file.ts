import type { LoaderFunctionArgs } from '@remix-run/node';
import { monthAssessment } from '~/services/case/assessment.server';
import { today } from '~/services/context.server';
import { staff } from '~/web/staff/staff.server';
import { tableFile } from '~/web/staff/table-file.server';
import { assessmentWords } from '~/words/case/assessment';
import { assessmentTable, monthAsked } from './assessment-cells';

/** A month's assessment in the reader's language, for a spreadsheet. */
export const assessmentFile = (kind: Parameters<typeof tableFile>[0]) => (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const month = monthAsked(request.url, today(ctx));
    const table = assessmentTable(await monthAssessment(ctx, actor, month), lang);
    const name = `${assessmentWords[lang].fileName} ${month}`;
    return tableFile(kind, { name, plainName: `anshao-assessment-${month}`, ...table });
  });
