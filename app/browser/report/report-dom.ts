/** The island writes only text, into elements that the server rendered, and never markup. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id}`);
  return found;
}

function template(id: string): DocumentFragment {
  const found = byId(id);
  if (!(found instanceof HTMLTemplateElement)) throw new Error(`template #${id}`);
  return found.content;
}

/** A copy of what a template holds. */
export function copyOf(id: string): HTMLElement {
  const copy = document.importNode(template(id), true).firstElementChild;
  if (!(copy instanceof HTMLElement)) throw new Error(`template #${id}`);
  return copy;
}

/** The element that the server marked with this name. */
export function part(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (!found) throw new Error(`part ${name}`);
  return found;
}

export const show = (element: HTMLElement, shown: boolean): void => {
  element.hidden = !shown;
};

export const onClick = (element: HTMLElement, act: () => void): void => element.addEventListener('click', act);

/** A sentence of the page, with `{name}` filled in. */
export function word(name: string, values: Readonly<Record<string, string | number>> = {}): string {
  const found = template('report-words').querySelector(`[data-word="${name}"]`)?.textContent ?? '';
  return found.replace(/\{(\w+)\}/g, (all, key: string) => String(values[key] ?? all));
}

/** The sentence for a field's error: its own for the code, else the field's general one. */
export function errorWord(field: string, code: string): string {
  const texts = template('report-errors');
  const found =
    texts.querySelector(`[data-error="${field}:${code}"]`) ?? texts.querySelector(`[data-error="${field}"]`);
  return found?.textContent ?? '';
}

/** Shows one page of the report at a time, with its heading in focus, so that it is read out. */
export function showStep(step: HTMLElement | null): void {
  const steps = byId('report-steps');
  steps.replaceChildren(...(step ? [step] : []));
  show(steps, step !== null);
  show(byId('report-page'), step === null);
  window.scrollTo(0, 0);
  const heading = step?.querySelector('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Says at the top of a page what went wrong; `name` is one of the words under `failed`. */
export function showFailure(step: HTMLElement, name: string): void {
  step.querySelector('[data-failed]')?.remove();
  const box = copyOf('failed-template');
  box.dataset.failed = name;
  part(box, 'text').textContent = word(`failed.${name}`);
  step.prepend(box);
  box.focus();
}

export const listItem = (text: string): HTMLElement => {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
};
