/** A part that the server holds, as it tells it. */
export type WaitingPart = { file: number; part: number; sha256: string; size: number };

/** What comes from the server is looked at before it is believed. */
export function isWaitingList(value: unknown): value is { parts: WaitingPart[] } {
  const { parts } = (value ?? {}) as { parts?: unknown };
  return Array.isArray(parts) && parts.every(isWaitingPart);
}

function isWaitingPart(value: unknown): value is WaitingPart {
  const { file, part, sha256, size } = (value ?? {}) as Partial<Record<keyof WaitingPart, unknown>>;
  const numbers = [file, part, size].every((one) => Number.isSafeInteger(one));
  return numbers && typeof sha256 === 'string';
}
