/**
 * A look that many share: whoever asks while one is under way gets the next one, which begins once that has ended, together with
 * all who asked meanwhile. Nobody is told what was read before they asked, so nothing grows old; under load one look
 * serves a crowd.
 */
export function joinedLook<T>(look: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let waiting: Promise<T> | null = null;
  const begin = (): Promise<T> => {
    const begun = look();
    running = begun;
    const done = () => {
      if (running === begun) running = null;
    };
    begun.then(done, done);
    return begun;
  };
  const next = (): Promise<T> => {
    waiting = null;
    return begin();
  };
  return () => {
    if (running === null) return begin();
    waiting ??= running.then(next, next);
    return waiting;
  };
}
