type Module = { promise?: unknown; exports?: unknown; evaluated: boolean; importers: Set<string> };
type Worker = { __vitest_worker__: { evaluatedModules: { idToModuleMap: Map<string, Module> } } };

/**
 * Lets modules whose path matches begin as new when they are imported again, as `vi.resetModules` does with all of them:
 * evaluating the hundreds that keep nothing takes half a second.
 */
export function forget(paths: RegExp): void {
  const { evaluatedModules } = (globalThis as unknown as Worker).__vitest_worker__;
  for (const [path, module] of evaluatedModules.idToModuleMap) {
    if (!paths.test(path)) continue;
    module.promise = undefined;
    module.exports = undefined;
    module.evaluated = false;
    module.importers.clear();
  }
}

/** What a page in a browser remembers: its keys, the lists that it saw, what was typed. */
export const OF_A_PAGE = /\/app\/(?:browser|ui|routes)\//;
