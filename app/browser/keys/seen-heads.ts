import type { LogView, TrustAnswer } from '~/contract/answers/trust';
import { vouchedHead } from '~/envelope/case/transfer-chain';
import { isEnvelopeError } from '~/envelope/errors';
import { openFormer } from '~/envelope/keys/directory-history';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { Memory } from '~/envelope/keys/memory';
import type { TrustProblem } from './trust-problem';

type Refuse = (problem: TrustProblem) => never;
/** The newest place of a chain that was seen; 0 and '' before there is one. */
type SeenHead = { sequence: number; head: string };

const NONE: SeenHead = { sequence: 0, head: '' };
let log = NONE;
let marks = NONE;
let transfers = NONE;

/** The heads of the chains, as they are remembered. */
export const seenHeads = (): Omit<Memory, 'countyKey' | 'version' | 'textHash' | 'routingVersion' | 'routingHash'> => ({
  logSequence: log.sequence,
  logHead: log.head,
  markSequence: marks.sequence,
  markHead: marks.head,
  transferSequence: transfers.sequence,
  transferHead: transfers.head,
});

/** The newest transfer of the county that this member knows of, by its hash; '' before there is one. */
export const seenTransferHead = (): string => transfers.head;

/** Compares what the server now shows of log, marks and transfers with what is remembered, and continues from there. */
export function followHeads(
  known: Memory | null,
  answer: Pick<TrustAnswer, 'log' | 'marks' | 'transfers'>,
  list: DirectoryStatement | null,
  refuse: Refuse,
): void {
  if (known !== null) {
    const { logSequence, logHead, markSequence, markHead, transferSequence, transferHead } = known;
    if (isShortened(answer.log, logSequence, logHead)) refuse('logForked');
    if (isShortened(answer.marks, markSequence, markHead)) refuse('marksGone');
    const { last, at } = answer.transfers;
    const shown = { head: last && { sequence: last.number, head: '' }, at };
    if (isShortened(shown, transferSequence, transferHead)) refuse('transfersGone');
  }
  // The site has a memory apart from its database, and reports itself what the database lacks.
  if (answer.transfers.lost) refuse('transfersGone');
  log = answer.log.head ?? NONE;
  marks = answer.marks.head ?? NONE;
  const before = { sequence: known?.transferSequence ?? 0, head: known?.transferHead ?? '' };
  transfers = (list && newestTransfer(answer.transfers, list)) ?? before;
}

/** Is what was seen at this place no longer there? */
const isShortened = ({ head, at }: LogView, sequence: number, hash: string): boolean =>
  sequence > 0 && ((head?.sequence ?? 0) < sequence || at !== hash);

/**
 * Only what a certified member signed is remembered: nobody should miss a row that somebody else wrote once it is
 * removed again. Null for such a row.
 */
function newestTransfer({ last, former }: TrustAnswer['transfers'], list: DirectoryStatement): SeenHead | null {
  if (last === null) return null;
  try {
    return vouchedHead(last, [list, ...former.map((signed) => openFormer(signed, list))]);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

/**
 * Takes the marks that a page shows, by their hashes, the first one first; true where there are more than were seen.
 */
export function followMarks(hashes: readonly string[], refuse: Refuse): boolean {
  const next = following(marks, hashes);
  if (next === null) return refuse('marksGone');
  const more = next !== marks;
  marks = next;
  return more;
}

/** Follows the county's chain of transfers in the same way as the log. */
export function followTransfers(hashes: readonly string[], refuse: Refuse): boolean {
  const next = following(transfers, hashes);
  if (next === null) return refuse('transfersGone');
  const more = next !== transfers;
  transfers = next;
  return more;
}

function following(seen: SeenHead, hashes: readonly string[]): SeenHead | null {
  const view = { head: { sequence: hashes.length, head: '' }, at: hashes[seen.sequence - 1] ?? null };
  if (isShortened(view, seen.sequence, seen.head)) return null;
  return hashes.length === seen.sequence ? seen : { sequence: hashes.length, head: hashes.at(-1) ?? '' };
}
