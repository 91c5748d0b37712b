/** Copies a text; false where the browser cannot, or does not let the page, so that nobody believes in a copy that is none. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
