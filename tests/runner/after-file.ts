type Close = () => unknown;
const opened: Close[] = [];

/**
 * Closes something after the test file, what was opened last first. Vitest takes no `afterAll` from inside a hook or a
 * test, so what is opened there would stay open for as long as the process.
 */
export const afterFile = (close: Close): void => void opened.push(close);

/** Closes all of it, also when one of them fails. */
export async function closeOpened(): Promise<void> {
  const failed: unknown[] = [];
  for (const close of opened.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, 'not all was closed after the file');
}
