import { useState } from 'react';

/**
 * How often something was saved. Used as the key of its form, it lets the form begin anew with what was loaded since.
 */
export function useRounds(saved: unknown): number {
  const [round, setRound] = useState({ saved, count: 0 });
  const isNew = saved != null && saved !== round.saved;
  if (isNew) setRound({ saved, count: round.count + 1 });
  return isNew ? round.count + 1 : round.count;
}
