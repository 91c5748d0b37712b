/** A table, and the tables that its foreign keys point to. */
export type Linked = { name: string; refersTo: readonly string[] };

/**
 * The tables in an order in which each comes after all that it refers to; a table that refers to itself is no hindrance,
 * because a COPY checks foreign keys at its end. Among several that could be next, the first by name is. Throws where
 * tables refer to each other in a circle, or to one that is not in the list.
 */
export function inOrderOfReference<T extends Linked>(tables: readonly T[]): T[] {
  const waiting = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  const done = new Set<string>();
  const ordered: T[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ name, refersTo }) => refersTo.every((other) => other === name || done.has(other)));
    const [next] = at < 0 ? [] : waiting.splice(at, 1);
    if (next === undefined) throw new Error(`No order for ${waiting.map(({ name }) => name).join(', ')}`);
    done.add(next.name);
    ordered.push(next);
  }
  return ordered;
}
