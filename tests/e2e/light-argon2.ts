import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { STATIC_FOLDERS } from '~/cli/static-folders';

const WORKER = /argon2-worker-[\w-]+\.js$/;
/** How the built worker takes the cost that the page asks for. */
const COST = /memorySize:(\w+)\.memoryKiB,iterations:\1\.iterations/g;

/**
 * The built workers as they are, but that they run Argon2id at the cost of `cheapArgon2id`, in a folder whose files go
 * before those of the build. The page still asks for the full cost, which would be a ninth of all that browser tests
 * compute; tests on sites without a played county, on the demo and of the memory pay it. Throws where the build's
 * worker has another form.
 */
export function lightWorkers(folder: string): string {
  for (const served of STATIC_FOLDERS) {
    for (const entry of readdirSync(served, { recursive: true, withFileTypes: true })) {
      if (!WORKER.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const full = readFileSync(file, 'utf8');
      if (full.match(COST)?.length !== 1) throw new Error(`Where does ${entry.name} take its cost from?`);
      const path = join(folder, relative(served, file));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, full.replace(COST, 'memorySize:64,iterations:1'));
    }
  }
  return folder;
}
