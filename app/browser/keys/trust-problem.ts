/** Why this browser refuses what the server shows, or null. It stays until the page is loaded anew. */
export type TrustProblem =
  | 'countyKeyChanged'
  | 'directoryOlder'
  | 'directoryForked'
  | 'directoryGone'
  | 'directoryUnvouched'
  | 'logForked'
  | 'marksGone'
  | 'transfersGone'
  | 'routingForked'
  | 'memoryForged'
  | 'memoryGone';

let problem: TrustProblem | null = null;
const listeners = new Set<() => void>();

export const trustProblem = (): TrustProblem | null => problem;

export function failTrust(found: TrustProblem): void {
  problem ??= found;
  for (const listener of listeners) listener();
}

export function onTrustProblem(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
