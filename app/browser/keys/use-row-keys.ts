import { useEffect } from 'react';

const TYPING = 'input, select, textarea, button, [contenteditable]';

/**
 * Keyboard control of a list: j and k move the focus along the elements that match `rows`, Enter opens the focused link
 * by itself, and `/` goes to `search`, where there is one. Nothing happens while somebody types, or holds a modifier
 * key.
 */
export function useRowKeys(rows: string, search?: string): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.matches(TYPING)) return;
      const step = { j: 1, k: -1 }[event.key];
      if (event.key === '/') focus(search ? document.querySelector<HTMLElement>(search) : null, event);
      else if (step !== undefined) focus(neighbour(rows, step), event);
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [rows, search]);
}

function neighbour(rows: string, step: number): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>(rows)];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return step > 0 ? all[0] : all.at(-1);
  return all[Math.min(Math.max(at + step, 0), all.length - 1)];
}

function focus(element: HTMLElement | null | undefined, event: KeyboardEvent): void {
  if (!element) return;
  event.preventDefault();
  element.focus();
  element.scrollIntoView({ block: 'nearest' });
}
