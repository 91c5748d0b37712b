import { touchedTexts } from './draft-fields';

/** Labels of the fields in which a text was typed that was not sent, in the order of the page, each once. */
export function typedTexts(): string[] {
  const forms = document.querySelectorAll<HTMLFormElement>('form[data-draft-form]');
  const labels = [...forms].flatMap((form) => touchedTexts(form).map(labelOf));
  return [...new Set(labels)].filter((label) => label !== '');
}

const labelOf = ({ labels }: HTMLInputElement | HTMLTextAreaElement): string => labels?.[0]?.textContent?.trim() ?? '';
