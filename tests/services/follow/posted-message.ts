import type { sealMessage } from '~/browser/follow/follow-workspace';
import { fromBase64 } from '~/envelope/bytes';

/** What a reporter's browser posts, in the shape in which the service takes it. */
export const bytesOf = ({ id, sequence, keyEpoch, offeredEpoch, bytes }: Awaited<ReturnType<typeof sealMessage>>) => ({
  messageId: id,
  sequence: Number(sequence),
  keyEpoch: Number(keyEpoch),
  offeredEpoch: Number(offeredEpoch),
  bytes: fromBase64(bytes),
});
