/** One problem: the form field's name ('' for no particular one) and the sentence. */
export type FieldError = { field: string; message: string };

/**
 * Shows errors as the server would: a summary at the top that links to the fields, and each error beside its field. The
 * forms come from the page's templates, and only text is written into them.
 */
export function showErrors(main: HTMLElement, errors: readonly FieldError[]): void {
  clearErrors(main);
  const [first] = errors;
  if (!first) return;
  for (const error of errors) besideField(main, error);
  const summary = cloned(main, 'template[data-error-summary]');
  const list = summary?.querySelector('ul');
  const item = list?.querySelector('li');
  if (!summary || !list || !item) return;
  list.replaceChildren(
    ...errors.map(({ field, message }) => {
      const line = item.cloneNode(true) as HTMLElement;
      const link = line.querySelector('a');
      const control = controlOf(main, field);
      if (link && control) {
        link.textContent = message;
        link.href = `#${control.id}`;
        // The focus moves without an address of its own, because Back must lead away from the page.
        link.addEventListener('click', (event) => {
          event.preventDefault();
          control.focus();
        });
      } else line.textContent = message;
      return line;
    }),
  );
  main.prepend(summary);
  summary.focus();
  summary.scrollIntoView?.({ block: 'start' });
}

export function clearErrors(main: HTMLElement): void {
  for (const summary of main.querySelectorAll('.govuk-error-summary')) summary.remove();
  for (const message of main.querySelectorAll('.govuk-error-message')) message.remove();
  for (const group of main.querySelectorAll('.govuk-form-group--error')) {
    group.classList.remove('govuk-form-group--error');
  }
  for (const control of main.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
  for (const name of ['govuk-input--error', 'govuk-textarea--error']) {
    for (const control of main.querySelectorAll(`.${name}`)) control.classList.remove(name);
  }
}

const controlOf = (main: HTMLElement, field: string): HTMLElement | null =>
  field === '' ? null : main.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`);

function besideField(main: HTMLElement, { field, message }: FieldError): void {
  const control = controlOf(main, field);
  const group = control?.closest<HTMLElement>('.govuk-form-group');
  const shown = cloned(main, 'template[data-error-message]');
  if (!control || !group || !shown) return;
  const hidden = shown.querySelector('.govuk-visually-hidden');
  shown.replaceChildren(...(hidden ? [hidden] : []), message);
  shown.id = `${control.id}-error`;
  const box = control.closest<HTMLElement>('.govuk-radios, .govuk-checkboxes, .anshao-file') ?? control;
  box.before(shown);
  group.classList.add('govuk-form-group--error');
  const described = control.closest('.govuk-radios, .govuk-checkboxes') ? group.querySelector('fieldset') : control;
  const others = (described?.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== shown.id);
  described?.setAttribute('aria-describedby', [...others, shown.id].join(' '));
  if (described === control) control.setAttribute('aria-invalid', 'true');
  if (control.classList.contains('govuk-input')) control.classList.add('govuk-input--error');
  if (control.classList.contains('govuk-textarea')) control.classList.add('govuk-textarea--error');
}

function cloned(main: HTMLElement, template: string): HTMLElement | null {
  const content = main.querySelector<HTMLTemplateElement>(template)?.content.firstElementChild;
  return content ? (content.cloneNode(true) as HTMLElement) : null;
}
