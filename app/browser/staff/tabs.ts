/**
 * What this site's staff pages in one browser tell each other. It is words only: keys never cross from page to page.
 */
export type TabNews = 'lock' | 'signedOut' | 'active';

let channel: BroadcastChannel | null = null;

function open(): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  channel ??= new BroadcastChannel('anshao-lock');
  return channel;
}

/** Tells the other pages; this one does not hear it. */
export const tellTabs = (news: TabNews): void => open()?.postMessage(news);

/** Calls back with what other pages tell; returns the function that stops it. */
export function onTabNews(listener: (news: TabNews) => void): () => void {
  const hear = ({ data }: MessageEvent<TabNews>) => listener(data);
  const heard = open();
  heard?.addEventListener('message', hear);
  return () => heard?.removeEventListener('message', hear);
}
