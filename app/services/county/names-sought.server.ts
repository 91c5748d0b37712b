import { type Column, type SQL, sql } from 'drizzle-orm';

/** SQL condition that a name, in any language, matches a pattern. */
export const anyNameLike = (names: Column, pattern: string): SQL =>
  sql`exists (select from jsonb_each_text(${names}) as name where name.value ilike ${pattern})`;

/** SQL condition that a name, in any language, is exactly this text. */
export const anyNameIs = (names: Column, text: string): SQL =>
  sql`exists (select from jsonb_each_text(${names}) as name where name.value = ${text})`;
