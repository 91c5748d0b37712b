/** Encodings in which programs here write text: Windows' own code page, and UTF-16 where its editor says "Unicode". */
export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/**
 * The encoding in which these bytes are words without control characters; null when there is none. `whole`: the text is
 * not cut off at its end.
 */
export function textEncoding(bytes: Uint8Array, whole: boolean): TextEncoding | null {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark === 0xfffe) return holdsWords(bytes, 'utf-16le', whole) ? 'utf-16le' : null;
  if (mark === 0xfeff) return holdsWords(bytes, 'utf-16be', whole) ? 'utf-16be' : null;
  return (['utf-8', 'gb18030'] as const).find((encoding) => holdsWords(bytes, encoding, whole)) ?? null;
}

/** Tabs and ends of lines and pages occur in text; other control characters do not. */
const isControl = (code: number): boolean => code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13;

function holdsWords(bytes: Uint8Array, encoding: TextEncoding, whole: boolean): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
    for (let at = 0; at < text.length; at++) if (isControl(text.charCodeAt(at))) return false;
    return true;
  } catch {
    return false;
  }
}

/** Markup is detected because it would run when it is opened. */
export function holdsMarkup(bytes: Uint8Array, encoding: TextEncoding): boolean {
  return /^\s*<|<(?:script|svg|html|\?xml)/i.test(new TextDecoder(encoding).decode(bytes));
}

/** A mail begins with lines about itself: who wrote it, to whom, when, and by which servers. */
export function isMail(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 16_384)).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const named = lines.filter((line) => /^[!-9;-~]+:/.test(line));
  return (
    named.length === lines.length &&
    named.some((line) => /^(?:from|sender|return-path):/i.test(line)) &&
    named.some((line) => /^(?:to|date|subject|received|message-id|mime-version|delivered-to):/i.test(line))
  );
}
