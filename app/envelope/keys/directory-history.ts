import { EnvelopeError } from '~/envelope/errors';
import { openDirectory, type SignedDirectory } from './directory';
import { DIRECTORY, type DirectoryStatement } from './directory-statement';
import { historyOf, names, seenOf } from './signed-statement';

/** The history of the version that follows `before`. */
export const historyAfter = (before: DirectoryStatement | null): string[] => historyOf(DIRECTORY, before);

/**
 * A list that was once in force, as the checked list in force confirms. Its own signatures are not enough: one guardian
 * with the county key could invent a former list that names anybody. Throws EnvelopeError, `badSignature` for a list
 * that was never in force.
 */
export function openFormer(signed: SignedDirectory, inForce: DirectoryStatement): DirectoryStatement {
  const former = openDirectory(signed);
  if (!names(inForce, seenOf(DIRECTORY, former))) {
    throw new EnvelopeError('badSignature', 'directory never in force');
  }
  return former;
}
