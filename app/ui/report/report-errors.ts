import type { ReportError } from '~/domain/report/report';
import { type ReportField, reportEntry } from '~/domain/report/report-fields';
import type { FormError } from '~/ui/error-summary';
import type { ReportWords } from '~/words/report/report';

/** Files that cannot be taken; `name` is what the reporter's own device calls it. */
export type FileProblem =
  | { code: 'tooMany' }
  | { code: 'tooLarge' | 'kind' | 'uncleanable' | 'locked' | 'tooManyPixels' | 'broken' | 'empty'; name: string };

/** One sentence for a field's error, in the page's language. */
export function errorText({ field, code }: ReportError, words: ReportWords): string {
  const texts = words.errors;
  if (code === 'aboutOffice') return texts.aboutOffice;
  if (code === 'tooLong') return texts.tooLong(reportEntry(field).limit);
  if (code === 'receiptCode') return texts.receiptCode;
  if (code === 'inFuture') return texts.dayInFuture;
  if (code === 'noSuchDay') return texts.noSuchDay;
  if (field === 'phone') return code === 'required' ? texts.phone : texts.phoneShape;
  const byField: Partial<Record<ReportField, string>> = {
    matter: texts.matter,
    sector: texts.sector,
    situation: texts.situation,
    area: texts.area,
    accusedUnit: texts.accusedUnit,
    anonymity: texts.anonymity,
    description: texts.description,
    occurredOn: texts.day,
    deaths: texts.deaths,
    name: texts.name,
    idNumber: texts.idNumber,
    contactPhone: texts.phoneShape,
    consent: texts.consent,
  };
  return byField[field] ?? texts.failed;
}

export function fileProblemText(problem: FileProblem, words: ReportWords): string {
  const texts = words.errors.files;
  return problem.code === 'tooMany' ? texts.tooMany : texts[problem.code](problem.name);
}

/** All errors for the summary; hidden fields have nothing to link to. */
export function formErrors(errors: readonly ReportError[], words: ReportWords): FormError[] {
  return errors.map((error) => {
    const message = errorText(error, words);
    return error.field === 'formToken' || error.field === 'site' ? { message } : { field: error.field, message };
  });
}
