/** Words that the server wrote into the page for its script; '' for a name that is not there. */
export type PageWords = (name: string, gaps?: Readonly<Record<string, string>>) => string;

export function pageWords(main: HTMLElement): PageWords {
  const template = main.querySelector<HTMLTemplateElement>('template[data-words]');
  const words = new Map<string, string>();
  for (const word of template?.content.querySelectorAll<HTMLElement>('[data-word]') ?? []) {
    words.set(word.dataset.word ?? '', word.textContent ?? '');
  }
  return (name, gaps = {}) => (words.get(name) ?? '').replace(/\{(\w+)\}/g, (gap, field: string) => gaps[field] ?? gap);
}

/** Writes into the line that says what is being done; '' empties it. */
export function tellProgress(main: HTMLElement, text: string): void {
  const line = main.querySelector('[data-progress]');
  if (line) line.textContent = text;
}
