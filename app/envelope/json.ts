/** Parses a text as JSON of unknown shape; null when it is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    const said: unknown = JSON.parse(text);
    return said;
  } catch {
    return null;
  }
}
