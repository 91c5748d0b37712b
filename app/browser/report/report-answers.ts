import { chinaDate, type IsoDate } from '~/domain/dates';
import { cleanAnswers, parseReportForm, type ReportDraft, type ReportError } from '~/domain/report/report';
import { isAskedOf, REPORT_FIELDS, type ReportField } from '~/domain/report/report-fields';
import { byId, copyOf, errorWord } from './report-dom';

export type Values = Partial<Record<ReportField, string>>;

/** What stands in the form now. */
export function valuesOf(form: HTMLFormElement): Values {
  const data = new FormData(form);
  const values: Values = {};
  for (const field of REPORT_FIELDS) {
    const value = data.get(field);
    if (typeof value === 'string') values[field] = value;
  }
  return values;
}

/** The checked answers, or null with all errors shown beside their fields and at the top, as the server does it. */
export function checkedDraft(form: HTMLFormElement): ReportDraft | null {
  const parsed = parseReportForm(valuesOf(form), { today: todayOf(form) });
  const errors = parsed.ok ? [] : parsed.errors;
  clearErrors(form);
  for (const error of errors) markField(form, error);
  if (parsed.ok) return parsed.draft;
  showSummary(errors);
  return null;
}

/**
 * The later of the page's date and the device's, because a page may stay open past midnight, and a device's clock may
 * be slow.
 */
function todayOf(form: HTMLFormElement): IsoDate {
  const days = [form.dataset.today ?? '', chinaDate(Date.now())].sort();
  return days[1] ?? '';
}

function clearErrors(form: HTMLFormElement): void {
  byId('report-page').querySelector('.govuk-error-summary')?.remove();
  for (const message of form.querySelectorAll('.govuk-error-message')) message.remove();
  for (const group of form.querySelectorAll('.govuk-form-group--error')) {
    group.classList.remove('govuk-form-group--error');
  }
  for (const control of form.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
    describe(control, null);
  }
}

/** The group, its message between hint and control, and what announces it. */
function markField(form: HTMLFormElement, { field, code }: ReportError): void {
  const control = form.querySelector<HTMLElement>(`[name="${field}"]:not([type="hidden"])`);
  const group = control?.closest('.govuk-form-group');
  if (!control || !group) return;
  // A folded part would hide what is wrong in it.
  control.closest('details')?.setAttribute('open', '');
  const message = copyOf('error-template');
  message.id = `${field}-error`;
  message.lastChild?.replaceWith(errorWord(field, code));
  group.classList.add('govuk-form-group--error');
  const fieldset = control.matches('input[type="radio"], input[type="checkbox"]') && group.querySelector('fieldset');
  const described = fieldset || control;
  const before = fieldset ? (group.querySelector('.govuk-hint, legend') as Element) : null;
  if (before) before.after(message);
  else control.before(message);
  described.setAttribute('aria-invalid', 'true');
  describe(described, message.id);
}

/** Adds the message to what describes the control, or with null removes it. */
function describe(control: Element, messageId: string | null): void {
  const others = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && !/-error$/.test(id));
  const ids = messageId === null ? others : [...others, messageId];
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
  else control.removeAttribute('aria-describedby');
}

function showSummary(errors: readonly ReportError[]): void {
  const summary = copyOf('error-summary-template');
  const list = summary.querySelector('ul');
  list?.replaceChildren(
    ...errors.map(({ field, code }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = `#${field}`;
      link.textContent = errorWord(field, code);
      item.append(link);
      return item;
    }),
  );
  byId('report-page').prepend(summary);
  summary.focus();
}

/** Writes each answer, as the reporter sees it, into its place on the check page. */
export function writeAnswers(step: HTMLElement, form: HTMLFormElement, draft: ReportDraft): void {
  const clean = cleanAnswers(draft);
  for (const place of step.querySelectorAll<HTMLElement>('[data-answer]')) {
    const field = place.dataset.answer as ReportField;
    if (!isAskedOf(field, draft.anonymity)) {
      place.closest('.govuk-summary-list__row')?.remove();
      continue;
    }
    const text = clean[field] ?? answerText(form, field);
    if (text) place.textContent = text;
  }
}

function answerText(form: HTMLFormElement, field: ReportField): string {
  const control = form.querySelector<HTMLElement>(`[name="${field}"]`);
  if (control instanceof HTMLSelectElement) return optionText(control);
  if (control instanceof HTMLInputElement && control.type === 'hidden') return control.dataset.text ?? '';
  if (control instanceof HTMLInputElement && control.type === 'radio') {
    const chosen = form.querySelector<HTMLInputElement>(`[name="${field}"]:checked`);
    return chosen?.labels?.[0]?.textContent?.trim() ?? '';
  }
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) return control.value.trim();
  return '';
}

/** A village with its town before it. */
function optionText(select: HTMLSelectElement): string {
  const option = select.selectedOptions[0];
  const text = option?.textContent?.trim() ?? '';
  const group = option?.parentElement;
  const above = group instanceof HTMLOptGroupElement ? group.label : '';
  return above === '' || above === text ? text : `${above} ${text}`;
}
