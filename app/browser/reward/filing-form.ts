import { printDocument } from '~/browser/case/case-document';

/** What the filing form says: its title and number, what it is of, the computation line by line, and where people sign. */
export type FilingForm = {
  title: string;
  number: string;
  rows: readonly (readonly [name: string, value: string])[];
  stepsTitle: string;
  steps: readonly string[];
  signatures: readonly string[];
};

/** Prints the form instead of the page. It is made here of what was opened here; nothing of it is stored or sent. */
export function printFiling(form: FilingForm): void {
  const article = document.createElement('article');
  const add = (tag: 'h1' | 'h2' | 'p', text: string) => {
    const made = document.createElement(tag);
    made.textContent = text;
    article.append(made);
  };
  add('h1', form.title);
  add('p', form.number);
  for (const [name, value] of form.rows) add('p', `${name}：${value}`);
  add('h2', form.stepsTitle);
  for (const step of form.steps) add('p', step);
  for (const signature of form.signatures) add('p', `${signature}：________________`);
  printDocument(article);
}
