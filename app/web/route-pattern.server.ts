import type { ServerBuild } from '@remix-run/node';
import { matchRoutes } from '@remix-run/react';

export type Matched = {
  /** `/:lang/staff/cases/:case`; `-` for what matches no route. */
  pattern: string;
  /** The values in the path, decoded. */
  params: Readonly<Record<string, string | undefined>>;
  /** One of its routes says `handle = { scripts: true }`. */
  scripts: boolean;
};

/** The pattern of what matches no route. */
export const NO_ROUTE = '-';

type Node = { id: string; path?: string; index?: boolean; caseSensitive?: boolean; children: Node[] };

const NO_MATCH: Matched = { pattern: NO_ROUTE, params: {}, scripts: false };

/** Finds a path's route pattern. Logs hold patterns, because paths hold case numbers, sites and invitations. */
export function routeMatcher(build: ServerBuild): (path: string) => Matched {
  const nodes = new Map<string, Node>();
  for (const route of Object.values(build.routes)) {
    if (!route) continue;
    const { id, path, index, caseSensitive } = route;
    nodes.set(id, {
      id,
      children: [],
      ...(path !== undefined && { path }),
      ...(index && { index }),
      ...(caseSensitive && { caseSensitive }),
    });
  }
  const roots: Node[] = [];
  for (const [id, node] of nodes) (nodes.get(build.routes[id]?.parentId ?? '')?.children ?? roots).push(node);
  for (const node of nodes.values()) if (node.index) Reflect.deleteProperty(node, 'children');

  const find = (path: string): Matched => {
    const matches = safely(() => matchRoutes(roots as Parameters<typeof matchRoutes>[0], documentPath(path)));
    if (!matches) return NO_MATCH;
    const ids = matches.map((match) => match.route.id ?? '');
    const parts = ids.map((id) => build.routes[id]?.path ?? '').filter((part) => part !== '' && part !== '/');
    return {
      pattern: `/${parts.map((part) => part.replace(/^\/|\/$/g, '')).join('/')}`,
      params: matches.at(-1)?.params ?? {},
      scripts: ids.some((id) => handleOf(build, id)?.scripts === true),
    };
  };
  // The framework compiles every pattern anew for each path. Most paths differ only by the language.
  const known = new Map<string, Matched>();
  return (path) => {
    const found = known.get(path) ?? find(path);
    if (known.size < MAX_KNOWN && found !== NO_MATCH && Object.keys(found.params).every((name) => name === 'lang'))
      known.set(path, found);
    return found;
  };
}

const MAX_KNOWN = 500;

function handleOf(build: ServerBuild, id: string): { scripts?: unknown } | undefined {
  return build.routes[id]?.module.handle as { scripts?: unknown } | undefined;
}

/** A path that cannot be decoded matches nothing. */
function safely<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** The page behind a data request of the framework. */
const documentPath = (path: string) => (path === '/_root.data' ? '/' : path.replace(/\.data$/, ''));
