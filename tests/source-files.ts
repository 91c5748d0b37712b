import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the TypeScript files in these folders and below. */
export const sourcesUnder = (...folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => join(folder, path))
      .sort(),
  );
