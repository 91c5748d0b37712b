/** The one JSON argument that the bench gave this process. */
export const argument = <T>(): T => JSON.parse(process.argv[2] ?? 'null') as T;

// biome-ignore lint/suspicious/noExplicitAny: what a question is about is between the two ends
type Answers = Record<string, (about: any) => unknown>;
type Asked = { number: number; question: string; about: unknown };

/** Tells the bench that this process is ready, and answers its questions; ends when the bench is gone. */
export function answerParent(ready: { port: number }, answers: Answers = {}): void {
  const all: Answers = { cpuMs, ...answers };
  process.on('message', ({ number, question, about }: Asked) => {
    Promise.resolve(all[question]?.(about)).then(
      (answer) => process.send?.({ number, answer }),
      (error) => process.send?.({ number, failed: String(error) }),
    );
  });
  // An orderly end, so that a profile is written where one was asked for.
  if (process.listenerCount('SIGTERM') === 0) process.once('SIGTERM', () => process.exit(0));
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send?.(ready);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
