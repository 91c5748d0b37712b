import { sealSuperiorReport } from '~/contract/sealed/superior-report';
import type { IsoDate } from '~/domain/dates';
import { textIn } from '~/domain/localized';
import { isRefusal } from '~/domain/refusal';
import { cleanAnswers, parseReportForm, type ReportDraft, type ReportError } from '~/domain/report/report';
import { REPORT_FIELDS, REPORT_FORM } from '~/domain/report/report-fields';
import { receiptNumber } from '~/domain/typed/receipt-number';
import { DEFAULT_LANG } from '~/domain/vocabulary';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { digitsOf } from '~/envelope/outside-file';
import { type Context, today } from '~/services/context.server';
import { type Board, boardAtGate } from '~/services/county/board.server';
import { publicCounty } from '~/services/county/county.server';
import { type ListFreshness, listFreshness } from '~/services/keys/stamp.server';
import {
  type CheckedFile,
  cleanFiles,
  type FileProblem,
  MAX_FILE_BYTES,
  MAX_FILES,
} from '~/services/report/attachment.server';
import { takesReports } from '~/services/report/open-reporting.server';
import { submitReport } from '~/services/report/report.server';
import { choiceErrors, isOutside, type ReportChoices, reportChoices } from '~/services/report/report-choices.server';
import { type OfficeItself, sealingSuperior, takeSuperiorReport } from '~/services/report/superior-report.server';
import { answerRows } from '~/ui/report/answer-rows';
import { officeNames } from '~/ui/report/report-superior';
import { type ParsedForm, withForm } from '~/web/form.server';
import { newFormToken } from '~/web/form-token.server';
import { refusalStatus } from '~/web/refusal.server';
import type { Lang } from '~/words/language';
import { reportSuperiorWords } from '~/words/report/report-superior';

export type ReportValues = Partial<Record<(typeof REPORT_FIELDS)[number], string>>;
type Shown = { values: ReportValues; choices: ReportChoices; board: Board | null; fresh: ListFreshness | null };

/** What the page tells its island; all of it is public. */
export type SealingFacts = { today: IsoDate; fingerprint: string };

/** What the report page shows. Everything typed travels with it, and nothing is stored between the steps. */
export type ReportView =
  | { view: 'notOpen'; hotline: string }
  | ({ view: 'form'; errors: ReportError[]; sealing?: SealingFacts } & Shown)
  | ({
      view: 'check';
      fileProblem: FileProblem | null;
      formError: 'busy' | 'filesAway' | 'underWay' | 'failed' | null;
    } & Shown)
  | { view: 'doneOutside'; number: string; office: OfficeItself }
  | {
      view: 'done';
      code: string;
      replaced: boolean;
      urgent: boolean;
      told: boolean;
      named: boolean;
      removed: RemovedFromFiles | null;
      /** Names of files that are sent as they are. */
      stays: string[];
    };
/** What was removed, and from how many files. */
type RemovedFromFiles = { files: number; what: CheckedFile['removed'] };
export type Answered = { status: number; page: ReportView };

/** The empty form, with what a scanned signboard fills in. `formToken` where the page is cached for many. */
export async function startReport(
  ctx: Context,
  siteCode: string | null,
  formToken: string | null = null,
): Promise<Answered> {
  // A cached page has an age of its own, to which an older answer must not be added.
  const anew = formToken !== null;
  const closed = await closedPage(ctx, { anew });
  if (closed) return closed;
  const board = await boardAtGate(ctx, siteCode);
  const values: ReportValues = { formToken: formToken ?? newFormToken(ctx) };
  if (board) Object.assign(values, { site: board.code, sector: board.sector, area: board.areaCode });
  const [choices, info, fresh] = await Promise.all([
    reportChoices(ctx),
    publicCounty(ctx),
    listFreshness(ctx, { anew }),
  ]);
  const directoryKey = info?.directoryKey;
  const sealing = directoryKey && { today: today(ctx), fingerprint: directoryFingerprint(directoryKey) };
  return {
    status: 200,
    page: { view: 'form', errors: [], values, board, choices, fresh, ...(sealing && { sealing }) },
  };
}

async function closedPage(ctx: Context, { anew = false } = {}): Promise<Answered | null> {
  if (await takesReports(ctx, { anew })) return null;
  const info = await publicCounty(ctx);
  return { status: 503, page: { view: 'notOpen', hotline: info?.hotline ?? NATIONAL_HOTLINE } };
}

/** 安全生产举报投诉特服电话, the hotline that can be reached in every county. */
const NATIONAL_HOTLINE = '12350';

/** One step of the form: check, change or send. */
export function continueReport(ctx: Context, request: Request, lang: Lang): Promise<Answered> {
  const limits = { files: MAX_FILES, fileBytes: MAX_FILE_BYTES, fieldBytes: FIELD_BYTES };
  return withForm(request, limits, (form) => continued(ctx, form, lang));
}

async function continued(ctx: Context, form: ParsedForm, lang: Lang): Promise<Answered> {
  const closed = await closedPage(ctx);
  if (closed) return closed;
  const shown = await shownOf(ctx, form);
  const step = form.text('step');
  if (step === 'change') return { status: 200, page: { view: 'form', errors: [], ...shown } };
  const checked = check(ctx, form, shown);
  if ('errors' in checked) return { status: 422, page: { view: 'form', errors: checked.errors, ...shown } };
  // Shown back, and sent on, as it was understood.
  Object.assign(shown.values, cleanAnswers(checked.draft));
  const outside = isOutside(checked.draft, shown.choices) ? shown.choices.office : null;
  if (outside !== null && step === 'send') return sendOutside(ctx, shown, outside, lang);
  if (step !== 'send') return { status: 200, page: { view: 'check', fileProblem: null, formError: null, ...shown } };
  return send(ctx, form, shown, checked.draft);
}

/** UTF-8 takes up to three bytes where the limit counts one character. */
const FIELD_BYTES = Math.max(...Object.values(REPORT_FORM).map(({ limit }) => limit)) * 3 + 1024;

async function shownOf(ctx: Context, form: ParsedForm): Promise<Shown> {
  const values: ReportValues = {};
  for (const field of REPORT_FIELDS) values[field] = form.text(field);
  const board = await boardAtGate(ctx, values.site || null);
  if (board) values.employer = textIn(board.employer, DEFAULT_LANG);
  else values.site = '';
  values.formToken ||= newFormToken(ctx);
  return { values, board, choices: await reportChoices(ctx), fresh: await listFreshness(ctx) };
}

function check(ctx: Context, form: ParsedForm, shown: Shown): { draft: ReportDraft } | { errors: ReportError[] } {
  const parsed = parseReportForm(shown.values, { today: today(ctx) });
  const cut = REPORT_FIELDS.filter((field) => form.tooLong.has(field));
  const tooLong = cut.map((field): ReportError => ({ field, code: 'tooLong' }));
  const found = parsed.ok ? choiceErrors(parsed.draft, shown.choices) : parsed.errors;
  const errors = [...tooLong, ...found.filter((error) => !cut.includes(error.field))];
  return parsed.ok && errors.length === 0 ? { draft: parsed.draft } : { errors };
}

async function send(ctx: Context, form: ParsedForm, shown: Shown, draft: ReportDraft): Promise<Answered> {
  const again = (status: number, more: Partial<Extract<ReportView, { view: 'check' }>>): Answered => ({
    status,
    page: { view: 'check', fileProblem: null, formError: null, ...shown, ...more },
  });
  if (form.tooMany) return again(422, { fileProblem: { code: 'tooMany' } });
  try {
    const cleaned = await cleanFiles(ctx, form.files('files'));
    if ('problem' in cleaned) return again(422, { fileProblem: cleaned.problem });
    const { code, replaced } = await submitReport(ctx, { draft, files: cleaned.files });
    const { urgent, anonymity } = draft;
    const { told } = shown.choices;
    const removed = removedFrom(cleaned.files);
    const stays = cleaned.files.filter((file) => file.stays).map(({ name }) => name);
    return {
      status: 200,
      page: { view: 'done', code, replaced, urgent, told, named: anonymity === 'named', removed, stays },
    };
  } catch (error) {
    return again(statusOf(error, ctx), refusedWith(ctx, error, shown));
  }
}

/**
 * Seals a report about the office itself to the level above, in memory; nothing readable is kept. The answers are
 * those that the check page showed.
 */
async function sendOutside(ctx: Context, shown: Shown, office: OfficeItself, lang: Lang): Promise<Answered> {
  const { values, choices, board } = shown;
  try {
    const words = reportSuperiorWords[lang].file;
    const number = receiptNumber(digitsOf(values.formToken ?? ''));
    const { superior, listVersion } = await sealingSuperior(ctx);
    const rows = answerRows({ lang, values, choices, board }).map(({ key, value }) => ({ label: key, text: value }));
    const report = {
      title: words.title(officeNames(office, choices.units, lang)),
      number: words.number(number),
      day: words.day(today(ctx)),
      rows,
    };
    const sealed = await sealSuperiorReport(report, superior);
    await takeSuperiorReport(ctx, { number, formToken: values.formToken ?? '', sealed, listVersion });
    return { status: 200, page: { view: 'doneOutside', number, office } };
  } catch (error) {
    const again = { view: 'check', fileProblem: null, formError: 'failed', ...shown } as const;
    return { status: statusOf(error, ctx), page: { ...again, ...refusedWith(ctx, error, shown) } };
  }
}

function removedFrom(files: readonly CheckedFile[]): RemovedFromFiles | null {
  const cleaned = files.filter(({ removed }) => removed.length > 0);
  const what = [...new Set(cleaned.flatMap(({ removed }) => removed))];
  return cleaned.length > 0 ? { files: cleaned.length, what } : null;
}

function statusOf(error: unknown, ctx: Context): number {
  if (isRefusal(error)) return refusalStatus(error);
  ctx.log('report.failed', { error: error instanceof Error ? error.name : 'unknown' });
  return 500;
}

/** A form whose first copy is being handled gets a new token, so that sending it again makes a report of its own. */
function refusedWith(ctx: Context, error: unknown, shown: Shown): Partial<Extract<ReportView, { view: 'check' }>> {
  if (!isRefusal(error)) return { formError: 'failed' };
  if (error.code === 'busy' || error.code === 'filesAway') return { formError: error.code };
  if (error.code !== 'alreadyDone') return { formError: 'failed' };
  return { formError: 'underWay', values: { ...shown.values, formToken: newFormToken(ctx) } };
}
