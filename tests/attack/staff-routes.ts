import { readFileSync } from 'node:fs';
import type { RouteConfigEntry } from '@remix-run/route-config';
import routes from '../../app/routes';
import { NONE, type Things } from './role-matrix';

/** Stand-ins, where only addresses and names of fields matter. */
export const THINGS: Things = {
  caseId: NONE,
  reportId: NONE,
  fireUnit: NONE,
  fireKey: NONE,
  memberId: NONE,
  ceremonies: { identity: NONE, escrow: NONE, payeeSample: NONE },
  deletion: NONE,
  removal: NONE,
  proposal: NONE,
  day: '2026-01-01',
  recipient: 'age1pq1',
  wrapped: 'AAAA',
};
export const WHO = { login: 'x', memberId: NONE, roles: [], unit: '' };

type Route = { path: string; file: string };
function routesIn(entries: readonly RouteConfigEntry[], above = ''): Route[] {
  return entries.flatMap(({ path = '', file, children, index }) => {
    const whole = [above, path].filter(Boolean).join('/');
    const own = children ? [] : [{ path: whole.replace(/^\/?:lang\//, ''), file }];
    return [
      ...(index && !children ? [{ path: whole.replace(/^\/?:lang\//, ''), file }] : own),
      ...routesIn(children ?? [], whole),
    ];
  });
}
/** Every address of the site; those in a language stand without it. */
export const ROUTES = routesIn(routes as RouteConfigEntry[]);
export const STAFF = ROUTES.filter(({ path }) => /^staff(?:\/|$)/.test(path));
export const source = (file: string) => readFileSync(`app/${file}`, 'utf8');
export const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^/zh/${pattern.replace(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`).test(path);

/** The addresses that take posts. */
export const TAKES_POSTS = STAFF.filter(({ file }) => /^export .*\baction\b/m.test(source(file)));

/** The module that answers an address. */
export function routeAt(file: string): Promise<unknown> {
  const [, shelf, name] = /^routes\/(\w+)\/(.*)\.tsx?$/.exec(file) ?? [];
  return file.endsWith('.tsx')
    ? import(`../../app/routes/${shelf}/${name}.tsx`)
    : import(`../../app/routes/${shelf}/${name}.ts`);
}

/** The parameters that the router finds in an address. */
export function paramsOf(pattern: string, path: string): Record<string, string> {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const values = new RegExp(`^/zh/${pattern.replace(/:\w+/g, '([^/]+)').replaceAll('.', '\\.')}$`).exec(path)?.slice(1);
  return { lang: 'zh', ...Object.fromEntries(names.map((name, at) => [name, values?.[at] ?? ''])) };
}
