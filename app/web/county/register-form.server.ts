import { randomUUID } from 'node:crypto';

/**
 * Where a page goes once it has saved: a different address each time, so that its form begins anew with what was loaded
 * then.
 */
export const savedNow = (): string => `saved=${randomUUID()}`;

/** The query of a list. */
export function listQuery({ url }: Pick<Request, 'url'>): { after: string; sought: string } {
  const query = new URL(url).searchParams;
  const short = (name: string) => (query.get(name) ?? '').trim().slice(0, 100);
  return { after: short('after'), sought: short('q') };
}
