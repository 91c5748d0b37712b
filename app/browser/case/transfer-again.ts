/** Why the server did not do it, as an answer says it. */
type Refused = { code: string; data?: Readonly<Record<string, unknown>> | null | undefined };

/** Each try follows the newest transfer there is, so it fails only when as many others come in the very same moment. */
export const MAX_TRIES = 5;

/**
 * Another case was transferred between signing and storing, and nothing that the person saw has changed. Their browser
 * signs again, at the next place of the county's chain.
 */
export const isMoved = ({ code, data }: Refused): boolean => code === 'conflict' && data?.rule === 'transferMoved';

/** Repeats a step, which throws `{ refused }`, for as long as only that stands in its way. */
export async function whileMoved(step: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await step();
    } catch (error) {
      const { refused } = error as { refused?: Refused };
      if (refused === undefined || !isMoved(refused) || tries === MAX_TRIES) throw error;
    }
  }
}
