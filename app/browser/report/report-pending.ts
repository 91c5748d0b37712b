import { fromBase64, toBase64 } from '~/envelope/bytes';

/**
 * The sealed report while it is on its way, so that a page loaded anew can continue sending it: only ciphertext and the
 * clear fields, never code or words. It is stored for this tab, until the tab closes or the server answers.
 */
const PLACE = 'anshao-report-sending';

export function keepPending(body: Uint8Array): void {
  try {
    sessionStorage.setItem(PLACE, toBase64(body));
  } catch {
    // No room or not allowed: then a page loaded anew knows nothing about it.
  }
}

export function pendingReport(): Uint8Array<ArrayBuffer> | null {
  try {
    const kept = sessionStorage.getItem(PLACE);
    return kept === null ? null : new Uint8Array(fromBase64(kept));
  } catch {
    return null;
  }
}

export function dropPending(): void {
  try {
    sessionStorage.removeItem(PLACE);
  } catch {
    // A browser that refuses to delete has stored nothing either.
  }
}
