/**
 * Copies a text; false where the browser cannot do so or does not let the page, so that nobody relies on a copy that
 * was not made.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
