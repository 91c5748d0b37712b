/** Why the server did not do it, as an answer has it. */
type Refused = { code: string; data?: Readonly<Record<string, unknown>> | null | undefined };

/** Each try follows the newest transfer there is; only as many others in the very same moment make one fail. */
export const MOST_TRIES = 5;

/**
 * Another case was transferred between signing and keeping, and nothing that the person saw has changed: their browser signs
 * again, at the next place of the county's chain.
 */
export const isMoved = ({ code, data }: Refused): boolean => code === 'conflict' && data?.rule === 'transferMoved';

/** Does a step, which throws `{ refused }`, again for as long as only that is in its way. */
export async function whileMoved(step: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await step();
    } catch (error) {
      const { refused } = error as { refused?: Refused };
      if (refused === undefined || !isMoved(refused) || tries === MOST_TRIES) throw error;
    }
  }
}
