import { type RefObject, useEffect, useRef } from 'react';

/** For news that comes with a page: the element can have the focus, and takes it without any script. */
export const TAKES_FOCUS = { tabIndex: -1, autoFocus: true };

/**
 * The focus goes to the element when it appears, and again with each new thing that it reports, so that it comes into
 * view.
 */
export function useTakenFocus<E extends HTMLElement>(told: unknown): RefObject<E> {
  const element = useRef<E>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told is what makes it news.
  useEffect(() => element.current?.focus(), [told]);
  return element;
}
