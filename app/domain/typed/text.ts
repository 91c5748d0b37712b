/**
 * What people type and paste, one reader for each kind, used wherever that kind is asked for. Marks that nobody sees come
 * along when something is copied from a chat or a document: directions of writing, zero-width joints, soft hyphens.
 */
const MARKS = /\p{Cf}|[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]|[\ufe00-\ufe0f]/gu;

/** Without marks that are not seen; for numbers, names and codes, not for prose, where they may join letters. */
export const withoutMarks = (typed: string): string => typed.replace(MARKS, '');

/** Whether a reader would see nothing at all. */
export const isBlank = (typed: string): boolean => withoutMarks(typed).trim() === '';

/** One line as it is meant: no marks, full-width letters and digits made plain, spaces at the ends gone. */
export const plainLine = (typed: string): string => withoutMarks(typed).normalize('NFKC').trim();
