import { readAnswer } from '~/contract/answers/answer';
import { transfersAnswer } from '~/contract/answers/transfers';
import type { TransferChain } from '~/envelope/case/transfer-chain';

/**
 * The county's chain of transfers as it is now. It is asked for when a case is given away, so that no page carries it
 * and a second try follows what was stored meanwhile. Rejects where the site does not answer.
 */
export async function countyTransfers(path: string): Promise<TransferChain> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error('no answer');
  return readAnswer(transfersAnswer, await answer.json());
}
