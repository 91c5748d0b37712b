import { type Column, ilike, type SQL, sql } from 'drizzle-orm';
import { plainNumber } from '~/domain/typed/number';
import { withoutMarks } from '~/domain/typed/text';

/** SQL condition that a name, in any language, matches a pattern. */
export const anyNameLike = (names: Column, pattern: string): SQL =>
  sql`exists (select from jsonb_each_text(${names}) as name where name.value ilike ${pattern})`;

/** SQL condition that a name, in any language, is exactly this text. */
export const anyNameIs = (names: Column, text: string): SQL =>
  sql`exists (select from jsonb_each_text(${names}) as name where name.value = ${text})`;

/** A pattern for whatever holds this text; what means something to the database is taken as it is written. */
export const likeText = (sought: string): string =>
  `%${withoutMarks(sought)
    .trim()
    .replace(/[\\%_]/g, '\\$&')}%`;

/** SQL condition that a number or code holds what was typed, in whatever digits; nothing where none is in it. */
export function codeLike(code: Column, sought: string): SQL | undefined {
  const plain = plainNumber(sought);
  return plain === '' ? undefined : ilike(code, likeText(plain));
}
