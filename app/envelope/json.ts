/** Whatever a text says as JSON, of which nothing is known yet; null for what is none. */
export function jsonOf(text: string): unknown {
  try {
    const said: unknown = JSON.parse(text);
    return said;
  } catch {
    return null;
  }
}
