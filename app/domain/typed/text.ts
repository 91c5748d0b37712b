/**
 * Readers for what people type and paste, one for each kind, used wherever that kind is asked for. Invisible marks come
 * along when something is copied from a chat or a document: directions of writing, zero-width joiners, soft hyphens.
 */
const MARKS = /\p{Cf}|[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]|[\ufe00-\ufe0f]/gu;

/** The text without invisible marks. For numbers, names and codes, not for prose, where such marks may join letters. */
export const withoutMarks = (typed: string): string => typed.replace(MARKS, '');

/** Whether a reader would see nothing at all. */
export const isBlank = (typed: string): boolean => withoutMarks(typed).trim() === '';

/** One line as it is meant: without invisible marks, full-width letters and digits made plain, and trimmed. */
export const plainLine = (typed: string): string => withoutMarks(typed).normalize('NFKC').trim();

/** A login name: one line, in lower case whatever the phone's keyboard wrote first. */
export const plainLogin = (typed: string): string => plainLine(typed).toLowerCase();
