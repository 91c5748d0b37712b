/** Writes a structured log line: codes and route patterns only; never content, addresses, paths or query strings. */
export type Logger = (event: string, fields?: Record<string, string | number | boolean>) => void;
