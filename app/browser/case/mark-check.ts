import { keepMarks } from '~/browser/keys/checked-directory';
import { type ConfirmedMark, isConfirmedBy, isMadeBy, markedUnit, markHash } from '~/envelope/case/accused-mark';
import { EnvelopeError } from '~/envelope/errors';
import { guardianIn } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';

/**
 * All marks of the county, after checking that a certified member made each and another person, a guardian, confirmed
 * it, each at its place, and that none is missing that this member has seen. Rejects with EnvelopeError `badSignature`.
 */
export async function checkedMarks(
  marks: readonly ConfirmedMark[],
  lists: readonly DirectoryStatement[],
): Promise<readonly ConfirmedMark[]> {
  const ordered = [...marks].sort((a, b) => a.sequence - b.sequence);
  let previous = '';
  for (const [index, mark] of ordered.entries()) {
    const placed = mark.sequence === index + 1 && mark.previous === previous;
    if (!placed || !isTwofold(mark, lists)) throw new EnvelopeError('badSignature', 'mark');
    previous = markHash(mark);
  }
  await keepMarks(ordered.map(markHash));
  return ordered;
}

function isTwofold(mark: ConfirmedMark, lists: readonly DirectoryStatement[]): boolean {
  const makers = lists.flatMap(({ members }) => members.filter(({ id }) => id === mark.markedBy));
  const guardians = lists.flatMap((list) => guardianIn(list, mark.confirmedBy) ?? []);
  return (
    mark.markedBy !== mark.confirmedBy &&
    makers.some(({ signingKey }) => isMadeBy(mark, signingKey)) &&
    guardians.some(({ signingKey }) => isConfirmedBy(mark, signingKey))
  );
}

/** Units that checked marks name for the report with this proof key. */
export function markedUnits(
  marks: readonly ConfirmedMark[],
  proofKey: string,
  lists: readonly Pick<DirectoryStatement, 'units'>[],
): string[] {
  const unitIds = new Set(lists.flatMap(({ units }) => units.map(({ id }) => id)));
  return [...new Set(marks.flatMap((mark) => markedUnit(mark, proofKey, unitIds) ?? []))];
}
